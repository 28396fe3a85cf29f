namespace Bantam.Onnx;

/// <summary>How a model is read.</summary>
public sealed record OnnxOptions
{
    /// <summary>
    /// The most bytes that reading may take: the file, what it unfolds to, and the tensors. A file that wants more is refused before
    /// the memory is allocated.
    /// </summary>
    public long MemoryCap { get; init; } = 4L << 30;
}
