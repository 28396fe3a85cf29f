using Bantam.Tensors;

namespace Bantam.Kernels.Templates;

/// <summary>What distinguishes one kernel that folds columns from another.</summary>
/// <param name="Target">What it is for.</param>
/// <param name="Columns">Vectors of a tile.</param>
/// <param name="Element">The type of the elements that are folded.</param>
/// <param name="Reduction">How elements are folded.</param>
/// <param name="Prologue">What is computed from the inputs before folding; it has one result and stores nothing.</param>
/// <param name="Epilogue">What is done with each fold before it is stored.</param>
public sealed record ColumnReduceSpec(
    Target Target, int Columns, ElementType Element, Reduction Reduction, Fusion Prologue, Fusion Epilogue)
{
    /// <summary>The most vectors of a tile.</summary>
    public const int MostColumns = 4;

    /// <summary>Rows that are folded before their fold is added to the total, which keeps rounding errors small.</summary>
    public const int Block = 64;

    /// <summary>Text that is equal for equal kernels.</summary>
    public string Key => $"column-reduce {Columns} {Element} {Reduction.Op} {Prologue.Key} | {Epilogue.Key}";

    /// <summary>Columns of a tile in elements.</summary>
    public int Width => Columns * Target.Lanes;

    /// <summary>The tile for so many columns.</summary>
    public static int ColumnsFor(Target target, Dimension columns) =>
        columns.Decide(count => Math.Clamp((count + target.Lanes - 1) / target.Lanes, 1, MostColumns));
}
