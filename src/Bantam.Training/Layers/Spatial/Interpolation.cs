namespace Bantam.Training.Layers;

/// <summary>How the pixels of a larger image are computed.</summary>
public enum Interpolation
{
    /// <summary>Each is the nearest one of the image.</summary>
    Nearest,

    /// <summary>Each is the mean of the four around it, the nearer ones counting more.</summary>
    Bilinear,
}
