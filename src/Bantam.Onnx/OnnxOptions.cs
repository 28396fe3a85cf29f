namespace Bantam.Onnx;

/// <summary>How a model is read.</summary>
public sealed record OnnxOptions
{
    /// <summary>
    /// The most bytes that reading may take: the file, what it unfolds to, and the tensors. A file that wants more is refused before
    /// the memory is allocated. External data is mapped and stays where it is, so that it counts only where it is copied: tensors under
    /// 64 KB, and those that begin at no multiple of their elements' size.
    /// </summary>
    public long MemoryCap { get; init; } = 4L << 30;

    /// <summary>
    /// Operators that Bantam does not have, or is to compute otherwise: what takes their place, by their names. See
    /// <see cref="CustomOperator"/>.
    /// </summary>
    public IReadOnlyList<CustomOperator> Operators { get; init; } = [];

    /// <summary>
    /// The seed of random nodes to which the file gives none, so that the runs of a <see cref="Model"/> draw the same numbers whenever it
    /// is loaded; null for one that is drawn whenever it is. Each run draws other numbers than the one before. Nodes to which the file
    /// gives a seed draw the same in all runs.
    /// </summary>
    public int? Seed { get; init; }
}
