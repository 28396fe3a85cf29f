using System.Globalization;

namespace Bantam.Training.Data.Tables;

/// <summary>What is kept of a column's cells to tell what they are, however many there are.</summary>
internal sealed class CsvColumnSketch(string name, CsvOptions options)
{
    private readonly Dictionary<string, long> _texts = new(StringComparer.Ordinal);
    private long _missing, _numbers;
    private bool _hasMore, _areWhole = true;
    private double _mean, _squares;

    /// <summary>How many cells there were.</summary>
    public long Count { get; private set; }

    private int MostKept => Math.Max(options.MostTexts, options.MostNumericClasses);

    private long Present => Count - _missing;

    private bool AreNumbers => _numbers == Present && Present > 0;

    public void Add(string cell)
    {
        Count++;
        if (options.IsMissing(cell))
        {
            _missing++;
            return;
        }

        var text = cell.Trim();
        if (_texts.TryGetValue(text, out var count)) _texts[text] = count + 1;
        else if (_texts.Count < MostKept) _texts[text] = 1;
        else _hasMore = true;
        if (CsvSchema.Number(text) is not { } number) return;

        // B. Welford, 1962: sums of squares would lose what large numbers have in common.
        _numbers++;
        var difference = number - _mean;
        _mean += difference / _numbers;
        _squares += difference * (number - _mean);
        _areWhole &= number == Math.Floor(number);
    }

    public CsvColumn ToColumn()
    {
        var kind = options.Kinds.TryGetValue(name, out var given) ? given : Inferred();
        return new CsvColumn(name, kind)
        {
            Missing = _missing,
            Vocabulary = kind == CsvColumnKind.Category ? [.. _texts.Keys.Order(StringComparer.Ordinal).Take(options.MostTexts)] : [],
            Mean = kind == CsvColumnKind.Number ? _mean : 0,
            Variance = kind == CsvColumnKind.Number && _numbers > 0 && _squares > 0 ? _squares / _numbers : 1,
        };
    }

    /// <summary>The classes of a label; null where it is a number.</summary>
    public IReadOnlyList<string>? ToClasses()
    {
        var isClass = options.IsClassLabel
            ?? (!AreNumbers || (_areWhole && !_hasMore && _texts.Count <= options.MostNumericClasses));
        if (!isClass) return null;
        if (_hasMore)
            throw new DatasetException(
                $"column '{name}'", $"a label has at most {MostKept} classes; this one has more. Is it the right column?");
        return AreNumbers
            ? [.. _texts.Keys.OrderBy(t => double.Parse(t, NumberStyles.Float, CultureInfo.InvariantCulture))]
            : [.. _texts.Keys.Order(StringComparer.Ordinal)];
    }

    /// <summary>Texts that hardly ever come twice are names, of which nothing is learned.</summary>
    private CsvColumnKind Inferred() => AreNumbers ? CsvColumnKind.Number
        : Present == 0 || _hasMore || (_texts.Count > 20 && _texts.Count > Present / 2) ? CsvColumnKind.Ignored
        : CsvColumnKind.Category;
}
