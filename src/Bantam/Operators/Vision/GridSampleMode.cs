namespace Bantam.Operators.Vision;

/// <summary>How <see cref="GridSample"/> computes an element from the ones around its place.</summary>
public enum GridSampleMode
{
    /// <summary>A weighted mean of two along each axis.</summary>
    Linear,

    /// <summary>The nearest one; halfway the even one.</summary>
    Nearest,

    /// <summary>A weighted mean of four along each axis (Keys 1981, with a = −¾).</summary>
    Cubic,
}
