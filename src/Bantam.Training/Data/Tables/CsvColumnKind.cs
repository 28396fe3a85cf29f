namespace Bantam.Training.Data.Tables;

/// <summary>What the cells of a column are.</summary>
public enum CsvColumnKind
{
    /// <summary>Numbers; a missing one is NaN, which the model replaces by the mean.</summary>
    Number,

    /// <summary>One of some texts; a model gets its number in the vocabulary, 0 for one that is missing or was never seen.</summary>
    Category,

    /// <summary>Nothing that can be learned from, such as names or numbers of rows.</summary>
    Ignored,
}
