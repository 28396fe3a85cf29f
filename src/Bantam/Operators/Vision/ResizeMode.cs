namespace Bantam.Operators.Vision;

/// <summary>How <see cref="Resize"/> computes an element from the ones around its place.</summary>
public enum ResizeMode
{
    /// <summary>The one nearest to the place.</summary>
    Nearest,

    /// <summary>A weighted mean of two along each axis.</summary>
    Linear,

    /// <summary>A weighted mean of four along each axis (Keys 1981).</summary>
    Cubic,
}
