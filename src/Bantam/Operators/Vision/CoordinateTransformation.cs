namespace Bantam.Operators.Vision;

/// <summary>
/// Where along an axis the element x of a result of <c>length</c> elements lies among the <c>size</c> ones that it is computed from;
/// <c>scale</c> is how many times as many there are.
/// </summary>
public enum CoordinateTransformation
{
    /// <summary>(x + ½) / scale − ½: elements are areas, and the outer edges meet.</summary>
    HalfPixel,

    /// <summary>The same around the middle, where scale · size is no whole number.</summary>
    HalfPixelSymmetric,

    /// <summary>As <see cref="HalfPixel"/>, but −½ where the result has one element.</summary>
    PytorchHalfPixel,

    /// <summary>x · (size − 1) / (scale · size − 1): the first and the last elements meet.</summary>
    AlignCorners,

    /// <summary>x / scale.</summary>
    Asymmetric,

    /// <summary>As <see cref="AlignCorners"/>, on a part of the axis; what lies outside of the axis has a number of its own.</summary>
    TfCropAndResize,
}
