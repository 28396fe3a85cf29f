namespace Bantam.Training.Data.Tables;

/// <summary>A column of a table.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Kind">What its cells are.</param>
public sealed record CsvColumn(string Name, CsvColumnKind Kind)
{
    /// <summary>Of a category the texts, in order: the number of the first is 1.</summary>
    public IReadOnlyList<string> Vocabulary { get; init; } = [];

    /// <summary>The mean of numbers.</summary>
    public double Mean { get; init; }

    /// <summary>The variance of numbers.</summary>
    public double Variance { get; init; } = 1;

    /// <summary>How many cells are missing.</summary>
    public long Missing { get; init; }

    /// <inheritdoc/>
    public override string ToString() => $"{Name}: {Kind}{(Kind == CsvColumnKind.Category ? $" of {Vocabulary.Count}" : "")}";
}
