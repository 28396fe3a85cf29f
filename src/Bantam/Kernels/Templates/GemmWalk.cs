namespace Bantam.Kernels.Templates;

/// <summary>How a matrix product walks its left factor.</summary>
public enum GemmWalk
{
    /// <summary>By one stride along the rows and one along the depth.</summary>
    Matrix,

    /// <summary>
    /// By several strides along each: a row is a pixel (image, y, x) and the depth the taps (y, x, channel) of a convolution, or the
    /// other way round in the gradient of its weights; images of three axes have one more. No copy of the patches is made.
    /// </summary>
    Patches,
}
