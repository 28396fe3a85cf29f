namespace Bantam.Training.Data.Tables;

/// <summary>How a table is read.</summary>
public sealed record CsvOptions
{
    /// <summary>What stands between cells; null for what the first line has most of: comma, semicolon, tabulator or bar.</summary>
    public char? Separator { get; init; }

    /// <summary>Whether the first line has the names of the columns; else they are <c>column1</c> and so on.</summary>
    public bool HasHeader { get; init; } = true;

    /// <summary>The kinds of columns by name, where they are not to follow from the cells.</summary>
    public IReadOnlyDictionary<string, CsvColumnKind> Kinds { get; init; } = new Dictionary<string, CsvColumnKind>();

    /// <summary>Texts that stand for a missing value, whatever their case; an empty cell is one too.</summary>
    public IReadOnlyList<string> MissingTexts { get; init; } = ["NA", "N/A", "NaN", "null", "none", "?", "-"];

    /// <summary>
    /// Whether the label is a class; null where that follows from the cells: texts are, and so are up to <see cref="MostNumericClasses"/>
    /// different whole numbers.
    /// </summary>
    public bool? IsClassLabel { get; init; }

    /// <summary>The most texts of a category; a column with more is ignored.</summary>
    public int MostTexts { get; init; } = 1000;

    /// <summary>Up to so many different whole numbers of a label are classes.</summary>
    public int MostNumericClasses { get; init; } = 20;

    /// <summary>The most characters of a line, against files that are no tables.</summary>
    public int MostLineLength { get; init; } = 1 << 20;

    internal bool IsMissing(string cell)
    {
        var text = cell.Trim();
        return text.Length == 0 || MissingTexts.Contains(text, StringComparer.OrdinalIgnoreCase);
    }
}
