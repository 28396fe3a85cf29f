using Bantam.Graphs;
using Bantam.Kernels.Templates;
using Bantam.Tensors;

namespace Bantam.Lowering.Rules;

/// <summary>A matrix product, or as many of one shape as there are outer indices, as the template is to walk it.</summary>
/// <param name="Left">The left factor.</param>
/// <param name="Right">The right factor.</param>
/// <param name="Size">Rows, columns and depth of one product.</param>
/// <param name="View">How the result is walked.</param>
internal sealed record GemmProblem(Value Left, Value Right, (Dimension M, Dimension N, Dimension Depth) Size, RowView View)
{
    /// <summary>How many elements of the depth both factors have in one of Int32, as which sizes and strides count them.</summary>
    public int Together { get; init; } = 1;

    /// <summary>How the left factor is walked.</summary>
    public GemmWalk Walk { get; init; }

    /// <summary>The groups of columns that have values of the left factor to themselves; null where all columns share them.</summary>
    public GemmGroup? Group { get; init; }

    /// <summary>The sizes of the depth where it is few steps, which the kernel writes out; null where it loops over them.</summary>
    public Ints? Taps { get; init; }

    /// <summary>The sizes that the walk takes.</summary>
    public required IReadOnlyList<Dimension> Walked { get; init; }

    /// <summary>The lines that the rows lie in.</summary>
    public required GemmLine Line { get; init; }

    /// <summary>The last dimension of the rows; null where they have one.</summary>
    public Dimension? LastOfRows { get; init; }

    /// <summary>Whether the rows of what the epilogue reads and writes lie at several distances, as the left factor's patches do.</summary>
    public bool AreRowsApart { get; init; }

    /// <summary>How many dimensions a walk over patches has.</summary>
    public int Dimensions { get; init; } = 3;

    /// <summary>The elements of the right factor from one step of the depth to the next.</summary>
    public required Dimension RightStep { get; init; }

    /// <summary>The strides of the left factor along the outer axes of the view.</summary>
    public Dimension[] LeftOuter { get; init; } = [];

    /// <summary>The strides of the right factor along the outer axes of the view.</summary>
    public Dimension[] RightOuter { get; init; } = [];

    /// <summary>The depth's outermost size, and the bytes that the factors take for one of it.</summary>
    public (Dimension Count, long Bytes) Outermost { get; init; } = (1, 0);
}
