namespace Bantam.Kernels.Templates;

/// <summary>How an operand of a fused chain repeats over the rows and columns of the result.</summary>
public enum Broadcast
{
    /// <summary>One element for each result element.</summary>
    None,

    /// <summary>One row for all rows: a bias.</summary>
    Rows,

    /// <summary>One element for all columns of a row.</summary>
    Columns,

    /// <summary>One element for all: a learning rate.</summary>
    All,
}
