namespace Bantam.Tensors;

/// <summary>Shapes or element types do not fit an operation. The message says where, which rule, and both values.</summary>
public sealed class ShapeException(string message) : ArgumentException(message);
