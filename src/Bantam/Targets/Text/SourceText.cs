using System.Text;

namespace Bantam.Targets.Text;

/// <summary>Source code in a language with the syntax of C, line by line.</summary>
public sealed class SourceText
{
    private readonly StringBuilder _text = new();
    private int _depth;

    /// <summary>A line, as deep as the blocks that are open.</summary>
    public void Line(string line)
    {
        if (line.Length > 0) _text.Append(' ', 2 * _depth).Append(line);
        _text.Append('\n');
    }

    /// <summary>Begins a block.</summary>
    public void Open(string head)
    {
        Line(head.Length > 0 ? head + " {" : "{");
        _depth++;
    }

    /// <summary>Ends a block.</summary>
    public void Close(string behind = "")
    {
        _depth--;
        Line("}" + behind);
    }

    /// <summary>Ends a block and begins one that belongs to it.</summary>
    public void Next(string head)
    {
        _depth--;
        Open("} " + head);
    }

    /// <summary>All lines.</summary>
    public override string ToString() => _text.ToString();

    /// <summary>An expression without the parentheses around the whole of it, for places that need none.</summary>
    public static string Bare(string expression)
    {
        if (!expression.StartsWith('(')) return expression;
        var open = 0;
        for (var i = 0; i < expression.Length - 1; i++)
        {
            open += expression[i] == '(' ? 1 : expression[i] == ')' ? -1 : 0;
            if (open == 0) return expression;
        }

        return expression[1..^1];
    }
}
