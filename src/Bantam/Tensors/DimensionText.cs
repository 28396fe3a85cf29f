using System.Globalization;

namespace Bantam.Tensors;

/// <summary>Reads dimensions from text: <c>2*seq+1</c>, <c>(height+1)/2</c>, <c>max(a,b)</c>.</summary>
internal sealed class DimensionText
{
    private const string Signs = "+-*/(),'";
    private readonly string _text;
    private int _at;

    private DimensionText(string text) => _text = text;

    /// <summary>The expression; null where the text is not one from its begin to its end.</summary>
    public static Dimension? TryParse(string text)
    {
        if (IsWord(text)) return text;
        try
        {
            var reader = new DimensionText(text);
            var sum = reader.Sum();
            return reader.Peek() == '\0' ? sum : null;
        }
        catch (Exception error) when (error is FormatException or ShapeException)
        {
            return null;
        }
    }

    /// <summary>Whether a name can stand in an expression as it is: it has no signs but hyphens, and begins with no digit.</summary>
    public static bool IsWord(string name)
    {
        if (name.Length == 0 || char.IsAsciiDigit(name[0])) return false;
        for (var i = 0; i < name.Length; i++)
            if (!IsWordAt(name, i))
                return false;
        return true;
    }

    /// <summary>Whether a sign belongs to a word; a hyphen does between two that do.</summary>
    private static bool IsWordAt(string text, int at) => text[at] != '-' ? IsLetter(text[at])
        : at > 0 && at + 1 < text.Length && char.IsLetter(text[at + 1]) && IsLetter(text[at - 1]);

    private static bool IsLetter(char sign) => !Signs.Contains(sign, StringComparison.Ordinal) && !char.IsWhiteSpace(sign);

    private Dimension Sum()
    {
        var sum = Product();
        while (Peek() is '+' or '-') sum = _text[_at++] == '+' ? sum + Product() : sum - Product();
        return sum;
    }

    private Dimension Product()
    {
        var product = Factor();
        while (Peek() is '*' or '/')
        {
            var sign = _text[_at++];
            if (sign == '/' && Peek() == '/') _at++;
            product = sign == '*' ? product * Factor() : product / Factor();
        }

        return product;
    }

    private Dimension Factor()
    {
        switch (Peek())
        {
            case '-':
                _at++;
                return -Factor();
            case '(':
                _at++;
                var inner = Sum();
                Expect(')');
                return inner;
            case '\'':
                var end = _text.IndexOf('\'', _at + 1);
                if (end < 0) throw new FormatException();
                var name = _text[(_at + 1)..end];
                _at = end + 1;
                return name;
        }

        var start = _at;
        while (_at < _text.Length && IsWordAt(_text, _at)) _at++;
        var word = _text[start.._at];
        if (word.Length == 0) throw new FormatException();
        if (char.IsAsciiDigit(word[0]))
            return int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
                ? number
                : throw new FormatException();
        return Peek() == '(' ? Extremum(word) : word;
    }

    private Dimension Extremum(string word)
    {
        Func<Dimension, Dimension, Dimension> function = word is "max" or "Max" ? Dimension.Max
            : word is "min" or "Min" ? Dimension.Min : throw new FormatException();
        Expect('(');
        var result = Sum();
        while (Peek() == ',')
        {
            _at++;
            result = function(result, Sum());
        }

        Expect(')');
        return result;
    }

    private char Peek()
    {
        while (_at < _text.Length && char.IsWhiteSpace(_text[_at])) _at++;
        return _at < _text.Length ? _text[_at] : '\0';
    }

    private void Expect(char sign)
    {
        if (Peek() != sign) throw new FormatException();
        _at++;
    }
}
