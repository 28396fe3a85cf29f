using System.Numerics;
using System.Runtime.InteropServices;
using Bantam.Operators.Randomness;

namespace Bantam.Tensors;

/// <summary>Tensors that are made of nothing but a shape, and of .NET's arrays.</summary>
public sealed partial class Tensor
{
    /// <summary>A tensor with the elements and the dimensions of an array of any rank, such as <c>float[,]</c>.</summary>
    /// <exception cref="NotSupportedException">No element type holds its elements.</exception>
    public static Tensor From(Array elements)
    {
        var shape = Shape.Of(Enumerable.Range(0, elements.Rank).Select(elements.GetLength));
        if (elements is string[] or string[,]) return From(elements.Cast<string>().ToArray(), shape);
        var tensor = new Tensor(new TensorType(ElementTypes.Of(elements.GetType().GetElementType()!), shape));
        if (elements.Length > 0)
            MemoryMarshal.CreateReadOnlySpan(in MemoryMarshal.GetArrayDataReference(elements), tensor.Bytes.Length).CopyTo(tensor.Bytes);
        return tensor;
    }

    /// <summary>A tensor with one value everywhere.</summary>
    public static Tensor Full<T>(T value, Shape shape) where T : unmanaged
    {
        var tensor = new Tensor(new TensorType(ElementTypes.Of<T>(), shape));
        tensor.Span<T>().Fill(value);
        return tensor;
    }

    /// <summary>A tensor of zeros.</summary>
    public static Tensor Zeros(Shape shape, ElementType element = ElementType.Float) => new(new TensorType(element, shape));

    /// <summary>A tensor of ones.</summary>
    public static Tensor Ones(Shape shape, ElementType element = ElementType.Float) => Full(1f, shape).Cast(element);

    /// <summary>A matrix with ones on its diagonal and zeros elsewhere.</summary>
    public static Tensor Eye(int size, ElementType element = ElementType.Float)
    {
        var tensor = Zeros(Shape.Of(size, size));
        for (var i = 0; i < size; i++) tensor.Span<float>()[(i * size) + i] = 1;
        return tensor.Cast(element);
    }

    /// <summary>The numbers 0, 1, … to before a limit.</summary>
    public static Tensor Arange<T>(T limit) where T : unmanaged, INumber<T> => Arange(T.Zero, limit, T.One);

    /// <summary>The numbers from a start to before a limit, by a step; none where the step leads away from the limit.</summary>
    /// <exception cref="ShapeException">The step is 0.</exception>
    public static Tensor Arange<T>(T start, T limit, T step) where T : unmanaged, INumber<T> =>
        new Operators.Movement.RangeOf().ApplyOne(Scalar(start), Scalar(limit), Scalar(step));

    /// <summary>
    /// Numbers uniform from <paramref name="low"/> to below <paramref name="high"/>, the same for the same seed everywhere.
    /// </summary>
    public static Tensor Random(Shape shape, int seed, float low = 0, float high = 1) =>
        new RandomUniform(ElementType.Float, Ints.From(shape.Sizes), low, high, seed).Evaluate([])[0];
}
