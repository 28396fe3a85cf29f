namespace Bantam.Vision;

/// <summary>A file of a class.</summary>
/// <param name="Path">Its path in the folder or the zip file, with <c>/</c>.</param>
/// <param name="Label">The number of its class.</param>
public sealed record LabeledFile(string Path, int Label)
{
    internal LabeledFile(string path, int label, int index)
        : this(path, label) => Index = index;

    /// <summary>Its place among all files.</summary>
    internal int Index { get; }
}
