using Bantam.Tensors;

namespace Bantam.Operators;

/// <summary>
/// A tensor as the reference computes with it: every element a double, which holds all other element types (of 64-bit integers the
/// numbers below 2⁵³ exactly). Results are rounded to the element type when they are stored.
/// </summary>
public sealed class NdArray : NdArray<double>
{
    /// <summary>An array of zeros.</summary>
    public NdArray(TensorType type)
        : base(type)
    {
    }

    /// <summary>An array with these elements.</summary>
    public NdArray(TensorType type, double[] elements)
        : base(type, elements)
    {
    }

    /// <summary>The array of a function of each element, of the same type.</summary>
    public NdArray Map(Func<double, double> function) => new(Type, Array.ConvertAll(Elements, x => function(x)));

    /// <summary>The elements of a concrete tensor.</summary>
    public static NdArray From(Tensor tensor) => new(tensor.Type, tensor.ToDoubles());
}
