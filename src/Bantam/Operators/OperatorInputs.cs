using Bantam.Tensors;

namespace Bantam.Operators;

/// <summary>What an operator's type rule knows of its inputs.</summary>
/// <param name="types">Their types; null where an optional input is absent.</param>
/// <param name="constants">Their elements where they are known already.</param>
public sealed class OperatorInputs(IReadOnlyList<TensorType?> types, IReadOnlyList<Tensor?> constants)
{
    /// <summary>How many inputs were given, absent ones in between included.</summary>
    public int Count => types.Count;

    /// <summary>The type of an input.</summary>
    /// <exception cref="ShapeException">It is absent.</exception>
    public TensorType this[int index] => Optional(index) ?? throw new ShapeException($"input {index} is missing.");

    /// <summary>The type of an input that may be absent.</summary>
    public TensorType? Optional(int index) => index < types.Count ? types[index] : null;

    /// <summary>The shape of an input.</summary>
    public Shape Shape(int index) => this[index].Shape;

    /// <summary>The elements of an input where they are known; else null.</summary>
    public Tensor? OptionalConstant(int index) => index < constants.Count ? constants[index] : null;

    /// <summary>The elements of an input that decides about shapes, as integers.</summary>
    /// <exception cref="UnknownShapeException">They are computed, so the shape is not known before the graph runs.</exception>
    public int[] Integers(int index, string what) => index < constants.Count && constants[index] is { } tensor
        ? tensor.ToIntegers()
        : throw new UnknownShapeException($"{what} (input {index}) is computed by the graph; shapes must be known before it runs. Make it a constant.");

    /// <summary>The elements of an optional input that decides about shapes; null where it is absent.</summary>
    public int[]? OptionalIntegers(int index, string what) => Optional(index) is null ? null : Integers(index, what);
}
