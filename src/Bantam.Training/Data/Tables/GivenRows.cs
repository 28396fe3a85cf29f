namespace Bantam.Training.Data.Tables;

/// <summary>Rows that something else than a CSV file gives.</summary>
internal sealed class GivenRows : ITableRows
{
    private readonly string _name;
    private readonly IEnumerator<IReadOnlyList<string?>> _rows;

    public GivenRows(string name, IReadOnlyList<string> header, IEnumerable<IReadOnlyList<string?>> rows)
    {
        (_name, Header, _rows) = (name, [.. header], rows.GetEnumerator());
        if (Header.GroupBy(h => h).FirstOrDefault(g => g.Count() > 1) is { } twice)
            throw new DatasetException(name, $"names of columns must be unique; '{twice.Key}' is there {twice.Count()} times.");
    }

    public string[] Header { get; }

    public int Line { get; private set; }

    public string[]? Next()
    {
        if (!_rows.MoveNext()) return null;
        Line++;
        return _rows.Current.Count == Header.Length ? [.. _rows.Current.Select(cell => cell ?? "")] : throw new DatasetException(
            _name, $"row {Line}: there must be a cell for each of {Header.Length} columns; there are {_rows.Current.Count}.");
    }

    public void Dispose() => _rows.Dispose();
}
