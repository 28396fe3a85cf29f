namespace Bantam.Training.Layers;

/// <summary>What a window does at the edges of an image.</summary>
public enum Padding
{
    /// <summary>It stays inside.</summary>
    Valid,

    /// <summary>
    /// The image is padded so that the output has ⌈size / stride⌉ pixels; where the padding is odd, the extra one is at the end.
    /// </summary>
    Same,
}
