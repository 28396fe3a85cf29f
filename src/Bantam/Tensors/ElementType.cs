namespace Bantam.Tensors;

/// <summary>The type of a tensor's elements as they lie in memory. Names follow ONNX.</summary>
public enum ElementType
{
    /// <summary>IEEE 754 binary32.</summary>
    Float,

    /// <summary>IEEE 754 binary64; the reference executor's type for gradient checks.</summary>
    Double,

    /// <summary>Signed 8-bit integer.</summary>
    Int8,

    /// <summary>Unsigned 8-bit integer; how images are stored.</summary>
    UInt8,

    /// <summary>Signed 32-bit integer.</summary>
    Int32,

    /// <summary>Signed 64-bit integer; shapes, axes and labels in ONNX.</summary>
    Int64,

    /// <summary>A byte that is 0 or 1.</summary>
    Bool,
}
