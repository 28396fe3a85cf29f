namespace Bantam.Training.Data.Tables;

/// <summary>The rows of a table, one after the other, as texts.</summary>
internal interface ITableRows : IDisposable
{
    /// <summary>The names of the columns.</summary>
    string[] Header { get; }

    /// <summary>Where the last row began: the line of a file, or the number of the row, from 1.</summary>
    int Line { get; }

    /// <summary>The next row; null after the last.</summary>
    /// <exception cref="DatasetException">It breaks a rule.</exception>
    string[]? Next();
}
