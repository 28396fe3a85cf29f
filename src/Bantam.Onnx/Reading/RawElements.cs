using Bantam.Onnx.Reading;

namespace Bantam.Onnx.Protobuf;

/// <summary>The elements of a tensor where its file has them.</summary>
/// <param name="File">The file.</param>
/// <param name="Offset">Where they begin.</param>
/// <param name="Length">How many bytes they are.</param>
internal sealed record RawElements(ModelBytes File, long Offset, int Length);

/// <summary>A tensor of a file. Its raw data may have been left where it is.</summary>
internal sealed partial class TensorProto
{
    /// <summary>The raw data that was left in the file; null where it is here.</summary>
    public RawElements? Left { get; set; }

    /// <summary>Whether the elements are raw data.</summary>
    public bool IsRaw => Left is not null || HasRawData;

    /// <summary>The bytes of the raw data.</summary>
    public int RawLength => Left?.Length ?? RawData.Length;

    /// <summary>Copies the raw data.</summary>
    public void CopyRaw(Span<byte> to)
    {
        if (Left is { } left) left.File.Read(left.Offset, to);
        else RawData.Span.CopyTo(to);
    }
}
