namespace Bantam.Vision;

/// <summary>
/// Whose numbers a resized picture has. Libraries differ in where pixels lie, in their filters, and in rounding; a network computes best
/// on the numbers that it was trained on. The names on command lines are these in small letters, as in <c>pil-bilinear</c>.
/// </summary>
public enum ResizeConvention
{
    /// <summary>Pillow's <c>NEAREST</c>.</summary>
    PilNearest,

    /// <summary>Pillow's <c>BOX</c>. Like all of Pillow's filters it widens as the picture shrinks, and rounds after each axis.</summary>
    PilBox,

    /// <summary>Pillow's <c>BILINEAR</c>: what torchvision does with pictures by default.</summary>
    PilBilinear,

    /// <summary>Pillow's <c>HAMMING</c>.</summary>
    PilHamming,

    /// <summary>Pillow's <c>BICUBIC</c> (a = -0.5).</summary>
    PilBicubic,

    /// <summary>Pillow's <c>LANCZOS</c>, with three lobes.</summary>
    PilLanczos,

    /// <summary>OpenCV's <c>INTER_NEAREST</c>.</summary>
    OpenCVNearest,

    /// <summary>OpenCV's <c>INTER_LINEAR</c>, its default: two pixels along each axis, however much the picture shrinks.</summary>
    OpenCVLinear,

    /// <summary>OpenCV's <c>INTER_AREA</c>: the mean of what a pixel covers, where the picture shrinks.</summary>
    OpenCVArea,

    /// <summary>OpenCV's <c>INTER_CUBIC</c> (a = -0.75).</summary>
    OpenCVCubic,

    /// <summary>TensorFlow's <c>tf.image.resize</c> with <c>nearest</c>.</summary>
    TensorFlowNearest,

    /// <summary><c>tf.image.resize</c> with <c>bilinear</c>, its default. Like all of TensorFlow's its numbers are fractions.</summary>
    TensorFlowBilinear,

    /// <summary><c>tf.image.resize</c> with <c>bicubic</c> (a = -0.5).</summary>
    TensorFlowBicubic,

    /// <summary><c>tf.image.resize</c> with <c>bilinear</c> and <c>antialias</c>.</summary>
    TensorFlowBilinearAntialias,

    /// <summary><c>tf.image.resize</c> with <c>bicubic</c> and <c>antialias</c>.</summary>
    TensorFlowBicubicAntialias,

    /// <summary>TensorFlow 1's <c>resize_nearest_neighbor</c>: pixels lie at their corners.</summary>
    TensorFlow1Nearest,

    /// <summary>TensorFlow 1's <c>resize_bilinear</c>.</summary>
    TensorFlow1Bilinear,

    /// <summary>TensorFlow 1's <c>resize_bicubic</c> (a = -0.75).</summary>
    TensorFlow1Bicubic,

    /// <summary>TensorFlow 1's <c>resize_nearest_neighbor</c> with <c>align_corners</c>.</summary>
    TensorFlow1NearestAlignCorners,

    /// <summary>TensorFlow 1's <c>resize_bilinear</c> with <c>align_corners</c>.</summary>
    TensorFlow1BilinearAlignCorners,

    /// <summary>TensorFlow 1's <c>resize_bicubic</c> with <c>align_corners</c>.</summary>
    TensorFlow1BicubicAlignCorners,
}
