using Bantam.Tensors;

namespace Bantam.Onnx;

/// <summary>How a model is read.</summary>
public sealed record OnnxOptions
{
    /// <summary>
    /// The most bytes that reading may take: the file, what it unfolds to, and the tensors. A file that wants more is refused before
    /// the memory is allocated.
    /// </summary>
    public long MemoryCap { get; init; } = 4L << 30;

    /// <summary>Numbers for named dimensions, such as <c>batch</c>. What computes shapes from a named dimension needs its number.</summary>
    public IReadOnlyDictionary<string, int> Dimensions { get; init; } = new Dictionary<string, int>();

    /// <summary>
    /// Values for inputs that then are constants of the graph: a target shape that a model takes as an input, a threshold.
    /// </summary>
    public IReadOnlyDictionary<string, Tensor> Constants { get; init; } = new Dictionary<string, Tensor>();
}
