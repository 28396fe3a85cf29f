namespace Bantam.Onnx;

/// <summary>
/// A model file breaks a rule of its format, or is more than the reader was allowed to take. The message says where (file &gt; node
/// &gt; operator), which rule, what was found, and a hint.
/// </summary>
public sealed class ModelFormatException : FormatException
{
    internal ModelFormatException(string file, string? node, string rule, Exception? cause = null)
        : base(node is null ? $"{file} > {rule}" : $"{file} > {node} > {rule}", cause)
    {
        File = file;
        Node = node;
    }

    /// <summary>The file's name; <c>model</c> where it was read from memory.</summary>
    public string File { get; }

    /// <summary>The node, tensor or value that it is about; null where it is about the file.</summary>
    public string? Node { get; }
}
