using System.Globalization;
using System.Text;

namespace Bantam.Operators.Text;

/// <summary>Reads a pattern of RE2 piece by piece.</summary>
internal sealed class Re2Reader(string pattern)
{
    private const string Digits = "09", Letters = "azAZ", Words = "09azAZ__", Blanks = "\t\n\f\r  ";

    /// <summary>The classes that POSIX has names for, in ASCII.</summary>
    private static readonly Dictionary<string, string> Named = new()
    {
        ["alnum"] = "09azAZ", ["alpha"] = Letters, ["ascii"] = "\0\x7f", ["blank"] = "\t\t  ", ["cntrl"] = "\0\x1f\x7f\x7f",
        ["digit"] = Digits, ["graph"] = "!~", ["lower"] = "az", ["print"] = " ~", ["punct"] = "!/:@[`{~", ["space"] = "\t\r  ",
        ["upper"] = "AZ", ["word"] = Words, ["xdigit"] = "09AFaf",
    };

    private int _at;

    /// <summary>Whether nothing is left.</summary>
    public bool IsAtEnd => _at >= pattern.Length;

    /// <summary>The next character; that of number 0 at the end.</summary>
    public char Next => IsAtEnd ? '\0' : pattern[_at];

    /// <summary>Whether a text comes next; it is taken then.</summary>
    public bool Skip(string text)
    {
        if (string.CompareOrdinal(pattern, _at, text, 0, text.Length) != 0) return false;
        _at += text.Length;
        return true;
    }

    /// <summary>Takes a code point as it is.</summary>
    public int Take()
    {
        if (IsAtEnd) throw Error("it ends in the middle");
        if (Rune.DecodeFromUtf16(pattern.AsSpan(_at), out var rune, out var length) != System.Buffers.OperationStatus.Done)
            throw Error("half a pair of surrogates is no character");
        _at += length;
        return rune.Value;
    }

    /// <summary>Takes everything up to a character, and that.</summary>
    public string Until(char end)
    {
        var (from, to) = (_at, IsAtEnd ? -1 : pattern.IndexOf(end, _at));
        if (to < 0) throw Error($"'{end}' is missing");
        _at = to + 1;
        return pattern[from..to];
    }

    /// <summary>Flags that are set, and behind a minus flags that are not.</summary>
    public Re2Flags Flags(Re2Flags flags)
    {
        for (var on = true; ; _at++)
        {
            switch (Next)
            {
                case 'i': flags = flags with { IgnoresCase = on }; break;
                case 'm': flags = flags with { IsMultiline = on }; break;
                case 's': flags = flags with { HasDotAll = on }; break;
                case 'U': break;
                case '-' when on: on = false; break;
                default: return flags;
            }
        }
    }

    /// <summary>Takes {n}, {n,} or {n,m}; null where there is none, so that a brace is a character.</summary>
    public (int Least, int? Most)? Count()
    {
        var end = Next == '{' ? pattern.IndexOf('}', _at) : -1;
        if (end < 0) return null;
        var parts = pattern[(_at + 1)..end].Split(',');
        if (parts.Length > 2 || !Parse(parts[0], out var least)) return null;
        int? most = least;
        if (parts.Length == 2) most = parts[1].Length == 0 ? null : Parse(parts[1], out var number) ? number : -1;
        if (most == -1) return null;
        _at = end + 1;
        return (least, most);

        static bool Parse(string text, out int number) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);
    }

    /// <summary>A class that a backslash and a letter stand for; null where something else comes next.</summary>
    public CodePointSet? Escaped(Re2Flags flags)
    {
        if (Next != '\\' || _at + 1 >= pattern.Length) return null;
        var letter = pattern[_at + 1];
        if (char.ToLowerInvariant(letter) is var kind && kind is not ('d' or 's' or 'w' or 'p')) return null;
        _at += 2;
        var set = kind switch
        {
            'd' => CodePointSet.Of(Digits),
            's' => CodePointSet.Of(Blanks),
            'w' => CodePointSet.Of(Words),
            _ => Property(flags),
        };
        return char.IsUpper(letter) ? set.Not() : set;
    }

    /// <summary>A character, as it is or behind a backslash.</summary>
    public int Character()
    {
        if (!Skip("\\")) return Take();
        var c = Take();
        switch (c)
        {
            case 'a': return 7;
            case 'f': return '\f';
            case 'n': return '\n';
            case 'r': return '\r';
            case 't': return '\t';
            case 'v': return '\v';
            case 'x': return Skip("{") ? Hexadecimal(Until('}')) : Hexadecimal($"{(char)Take()}{(char)Take()}");
            case '0' or (>= '1' and <= '7') when c == '0' || Next is >= '0' and <= '7': return Octal(c - '0');
            case < 128 when !char.IsAsciiLetterOrDigit((char)c): return c;
            default: throw Error($"'\\{char.ConvertFromUtf32(c)}' means nothing");
        }
    }

    /// <summary>The rest of a class in brackets.</summary>
    public CodePointSet Class(Re2Flags flags)
    {
        var (isNegated, set, isFirst) = (Skip("^"), CodePointSet.None, true);
        for (; isFirst || !Skip("]"); isFirst = false)
        {
            if (IsAtEnd) throw Error("']' is missing");
            if (Posix() is { } named) set = set.Or(named);
            else if (Escaped(flags) is { } escaped) set = set.Or(escaped);
            else set = set.Or(Range());
        }

        if (flags.IgnoresCase) set = set.AnyCase();
        return isNegated ? set.Not() : set;
    }

    /// <summary>What is wrong, and where.</summary>
    public FormatException Error(string what) => new($"{what}, at character {Math.Min(_at, pattern.Length) + 1}.");

    private CodePointSet Range()
    {
        var first = Character();
        if (Next != '-' || _at + 1 >= pattern.Length || pattern[_at + 1] == ']') return CodePointSet.Range(first, first);
        _at++;
        var last = Character();
        return last >= first ? CodePointSet.Range(first, last) : throw Error("a range ends before it begins");
    }

    private CodePointSet? Posix()
    {
        if (!Skip("[:")) return null;
        var isNegated = Skip("^");
        var name = Until(':');
        if (!Skip("]") || !Named.TryGetValue(name, out var pairs)) throw Error($"there is no class '[:{name}:]'");
        return isNegated ? CodePointSet.Of(pairs).Not() : CodePointSet.Of(pairs);
    }

    private CodePointSet Property(Re2Flags flags)
    {
        var name = Skip("{") ? Until('}') : char.ConvertFromUtf32(Take());
        var isNegated = name.StartsWith('^');
        var set = CodePointSet.Category(name.TrimStart('^'))
            ?? throw new NotSupportedException($"'{name}' is no category of characters; scripts are not supported.");
        if (flags.IgnoresCase) set = set.AnyCase();
        return isNegated ? set.Not() : set;
    }

    private int Octal(int value)
    {
        for (var i = 0; i < 2 && Next is >= '0' and <= '7'; i++) value = (value * 8) + (pattern[_at++] - '0');
        return value;
    }

    private int Hexadecimal(string digits) =>
        int.TryParse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value) && value is >= 0 and <= 0x10FFFF
            ? value : throw Error($"'{digits}' is no code point");
}
