using System.Text;

namespace Bantam.Onnx.Reading;

/// <summary>Files that are taken for models but have another format, told by how they begin.</summary>
internal static class OtherFormats
{
    private const int LongestMark = 12;
    private const string Export = "export it to ONNX first", Picture = "give it to a model as an input";

    /// <summary>What a format is, where its mark lies, the mark, and what to do. No model in ONNX begins so.</summary>
    private static readonly (string Kind, int At, string Mark, string Hint)[] Marks =
    [
        ("a picture (JPEG)", 0, "\xFF\xD8\xFF", Picture), ("a picture (PNG)", 0, "\x89PNG\r\n", Picture),
        ("a picture (GIF)", 0, "GIF8", Picture),
        ("a picture (WebP)", 8, "WEBP", Picture),
        ("an archive (ZIP), such as PyTorch and Keras write", 0, "PK\x03\x04", Export),
        ("an HDF5 file, such as Keras writes", 0, "\x89HDF\r\n", Export),
        ("a model of TensorFlow Lite", 4, "TFL3", Export), ("a GGUF file", 0, "GGUF", Export),
        ("a file of weights (safetensors)", 8, "{\"", "weights alone are no model, " + Export),
    ];

    /// <summary>Refuses a file whose format is another one.</summary>
    /// <exception cref="ModelFormatException">It is.</exception>
    public static void Refuse(ModelBytes bytes, ReadContext context)
    {
        var begin = new byte[(int)Math.Min(LongestMark, bytes.Length)];
        bytes.Read(0, begin);
        var text = Encoding.Latin1.GetString(begin);
        foreach (var (kind, at, mark, hint) in Marks)
        {
            if (text.Length < at + mark.Length || string.CompareOrdinal(text, at, mark, 0, mark.Length) != 0) continue;
            throw context.Error(null, $"a model is an ONNX file; this is {kind}. {char.ToUpperInvariant(hint[0])}{hint[1..]}.");
        }
    }
}
