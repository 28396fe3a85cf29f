using System.Text;

namespace Bantam.Training.Data.Tables;

/// <summary>
/// The rows of a table: RFC 4180, with quotes around cells that hold separators, quotes (doubled) or line breaks; lines may end as on any
/// system, and empty ones are left out.
/// </summary>
internal sealed class CsvReader : IDisposable
{
    private static readonly char[] Separators = [',', ';', '\t', '|'];

    private readonly TextReader _text;
    private readonly string _name;
    private readonly CsvOptions _options;
    private readonly char _separator;
    private readonly StringBuilder _cell = new();
    private int _line;
    private string[]? _pending;

    public CsvReader(TextReader text, string name, CsvOptions options)
    {
        (_text, _name, _options) = (text, name, options);
        var first = NextLine() ?? throw new DatasetException(name, "there must be at least one line; the file is empty.");
        _separator = options.Separator ?? Separators.MaxBy(s => first.Count(c => c == s));
        var cells = Split(first);
        Header = options.HasHeader ? cells : [.. cells.Select((_, i) => $"column{i + 1}")];
        if (!options.HasHeader) _pending = cells;
        if (Header.GroupBy(h => h).FirstOrDefault(g => g.Count() > 1) is { } twice)
            throw new DatasetException(name, $"line 1: names of columns must be unique; '{twice.Key}' is there {twice.Count()} times.");
    }

    /// <summary>The names of the columns.</summary>
    public string[] Header { get; }

    /// <summary>The line that the last row began in, from 1.</summary>
    public int Line { get; private set; }

    /// <summary>The next row; null after the last.</summary>
    /// <exception cref="DatasetException">It has more or fewer cells than the header, or a quote is never closed.</exception>
    public string[]? Next()
    {
        if (_pending is { } first)
        {
            (_pending, Line) = (null, 1);
            return first;
        }

        while (NextLine() is { } text)
        {
            if (text.Length == 0) continue;
            Line = _line;
            var cells = Split(text);
            return cells.Length == Header.Length ? cells : throw new DatasetException(
                _name, $"line {Line}: there must be a cell for each of {Header.Length} columns; there are {cells.Length}. Is " +
                $"'{_separator}' what stands between cells?");
        }

        return null;
    }

    public void Dispose() => _text.Dispose();

    private string[] Split(string text)
    {
        var cells = new List<string>();
        var (at, begin) = (0, _line);
        while (true)
        {
            _cell.Clear();
            if (at < text.Length && text[at] == '"') at = Quoted(ref text, at + 1, begin);
            while (at < text.Length && text[at] != _separator) _cell.Append(text[at++]);
            cells.Add(_cell.ToString());
            if (at >= text.Length) return [.. cells];
            at++;
        }
    }

    /// <summary>Reads what is between quotes; returns the place behind the second. A line break in it goes on with the next line.</summary>
    private int Quoted(ref string text, int at, int begin)
    {
        while (true)
        {
            if (at >= text.Length)
            {
                _cell.Append('\n');
                if (_cell.Length > _options.MostLineLength || NextLine() is not { } next)
                    throw new DatasetException(_name, $"line {begin}: a quote must be closed; the one here never is.");
                (text, at) = (next, 0);
            }
            else if (text[at] != '"') _cell.Append(text[at++]);
            else if (at + 1 < text.Length && text[at + 1] == '"')
            {
                _cell.Append('"');
                at += 2;
            }
            else return at + 1;
        }
    }

    private string? NextLine()
    {
        // TextReader.ReadLine would take a file without line breaks whole.
        var line = new StringBuilder();
        int next;
        while ((next = _text.Read()) >= 0 && next != '\n' && next != '\r')
        {
            if (line.Length >= _options.MostLineLength)
                throw new DatasetException(
                    _name, $"line {_line + 1}: a line must have at most {_options.MostLineLength:N0} characters; this one has more.");
            line.Append((char)next);
        }

        if (next < 0 && line.Length == 0) return null;
        if (next == '\r' && _text.Peek() == '\n') _text.Read();
        _line++;
        return line.ToString();
    }
}
