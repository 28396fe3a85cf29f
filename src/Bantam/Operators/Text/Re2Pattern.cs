using System.Text;

namespace Bantam.Operators.Text;

/// <summary>
/// Says a pattern of RE2 as one of .NET that the same texts match as a whole. What is captured, and how much of a text a repetition
/// takes first, makes no difference to that. Classes are spelled out, since those of .NET are of other characters.
/// <see href="https://github.com/google/re2/wiki/Syntax"/>
/// </summary>
internal sealed class Re2Pattern
{
    private const int MostRepeats = 1000;
    private readonly Re2Reader _reader;
    private readonly StringBuilder _result = new();

    private Re2Pattern(string pattern) => _reader = new Re2Reader(pattern);

    /// <summary>The pattern of .NET.</summary>
    /// <exception cref="FormatException">It is no pattern.</exception>
    /// <exception cref="NotSupportedException">.NET lacks what it says.</exception>
    public static string Translate(string pattern)
    {
        var translator = new Re2Pattern(pattern);
        translator.Alternatives(default);
        return translator._reader.IsAtEnd ? translator._result.ToString()
            : throw translator._reader.Error("a group is closed that is not open");
    }

    /// <summary>Alternatives up to the end of a group.</summary>
    private void Alternatives(Re2Flags flags)
    {
        while (!_reader.IsAtEnd && _reader.Next != ')')
        {
            if (_reader.Skip("|")) _result.Append('|');
            else if (_reader.Skip("(?")) Special(ref flags);
            else Repeated(flags);
        }
    }

    /// <summary>A group that begins with a question mark, or flags for what follows.</summary>
    private void Special(ref Re2Flags flags)
    {
        if (_reader.Skip("P<") || _reader.Skip("<"))
        {
            _reader.Until('>');
            Group(flags);
            return;
        }

        var inner = _reader.Flags(flags);
        if (_reader.Skip(")")) flags = inner;
        else if (_reader.Skip(":")) Group(inner);
        else throw _reader.Error("flags end with ':' or ')'");
    }

    /// <summary>The rest of a group, and how often it comes.</summary>
    private void Group(Re2Flags flags)
    {
        _result.Append("(?:");
        Alternatives(flags);
        if (!_reader.Skip(")")) throw _reader.Error("a group is not closed");
        _result.Append(')');
        Repetition();
    }

    private void Repeated(Re2Flags flags)
    {
        if (_reader.Skip("("))
        {
            Group(flags);
            return;
        }

        if (_reader.Skip(@"\Q"))
        {
            while (!_reader.IsAtEnd && !_reader.Skip(@"\E")) Single(_reader.Take(), flags).AppendTo(_result);
        }
        else
        {
            _result.Append("(?:");
            Atom(flags);
            _result.Append(')');
        }

        Repetition();
    }

    private void Atom(Re2Flags flags)
    {
        if (_reader.Skip("^")) _result.Append(flags.IsMultiline ? "(?m:^)" : @"\A");
        else if (_reader.Skip("$")) _result.Append(flags.IsMultiline ? "(?m:$)" : @"\z");
        else if (_reader.Skip(".")) (flags.HasDotAll ? CodePointSet.All : CodePointSet.Of("\n\n").Not()).AppendTo(_result);
        else if (_reader.Skip("[")) _reader.Class(flags).AppendTo(_result);
        else if (_reader.Skip(@"\A")) _result.Append(@"\A");
        else if (_reader.Skip(@"\z")) _result.Append(@"\z");
        else if (_reader.Skip(@"\b")) _result.Append(@"\b");
        else if (_reader.Skip(@"\B")) _result.Append(@"\B");
        else if (_reader.Skip(@"\C")) throw new NotSupportedException(@"a single byte (\C) is no character.");
        else if (_reader.Next is '*' or '+' or '?') throw _reader.Error("there is nothing that is repeated");
        else (_reader.Escaped(flags) ?? Single(_reader.Character(), flags)).AppendTo(_result);
    }

    private void Repetition()
    {
        var how = _reader.Skip("*") ? "*" : _reader.Skip("+") ? "+" : _reader.Skip("?") ? "?" : Counted();
        if (how is null) return;
        _reader.Skip("?");
        _result.Append(how);
        if (_reader.Next is '*' or '+' or '?' || _reader.Count() is not null) throw _reader.Error("a repetition is repeated");
    }

    private string? Counted()
    {
        if (_reader.Count() is not var (least, most)) return null;
        if (least > MostRepeats || most > MostRepeats || most < least)
            throw _reader.Error($"a repetition is from fewer to more times, {MostRepeats} at most");
        return most is null ? $"{{{least},}}" : $"{{{least},{most}}}";
    }

    private static CodePointSet Single(int codePoint, Re2Flags flags)
    {
        var set = CodePointSet.Range(codePoint, codePoint);
        return flags.IgnoresCase ? set.AnyCase() : set;
    }
}
