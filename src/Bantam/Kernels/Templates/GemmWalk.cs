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

    /// <summary>
    /// As <see cref="Patches"/>, and the left factor has a value for each column, which is multiplied by the right factor's in the
    /// same column: a convolution of each channel by itself.
    /// </summary>
    Depthwise,

    /// <summary>
    /// As <see cref="Depthwise"/>, in groups of two columns, which share <see cref="GemmSpec.PairInputs"/> values of the left factor.
    /// </summary>
    Pairs,
}
