using System.Numerics;
using Bantam.Tensors;

namespace Bantam.Operators;

/// <summary>A tensor as operators compute with it by plain loops: every element one kind of number, whatever its type.</summary>
public class NdArray<T> where T : struct, INumberBase<T>
{
    private readonly int[] _strides;

    /// <summary>An array of zeros.</summary>
    public NdArray(TensorType type)
        : this(type, new T[type.Shape.ElementCount])
    {
    }

    /// <summary>An array with these elements.</summary>
    public NdArray(TensorType type, T[] elements)
    {
        Type = type;
        Elements = elements;
        Sizes = type.Shape.Sizes;
        _strides = type.Shape.Strides();
    }

    /// <summary>Its element type and shape.</summary>
    public TensorType Type { get; }

    /// <summary>The elements, row by row.</summary>
    public T[] Elements { get; }

    /// <summary>The dimensions as numbers.</summary>
    public int[] Sizes { get; }

    /// <summary>The number of dimensions.</summary>
    public int Rank => Sizes.Length;

    /// <summary>How many elements there are.</summary>
    public int Count => Elements.Length;

    /// <summary>The element at these indices.</summary>
    public ref T this[params ReadOnlySpan<int> indices] => ref Elements[Offset(indices)];

    /// <summary>The place of the element at these indices; indices of axes of size 1 count as 0, so smaller arrays broadcast.</summary>
    public int Broadcast(ReadOnlySpan<int> indices)
    {
        var offset = 0;
        for (var axis = 0; axis < Rank; axis++)
            if (Sizes[axis] != 1)
                offset += indices[indices.Length - Rank + axis] * _strides[axis];
        return offset;
    }

    /// <summary>Calls an action with the indices and the place of every element, row by row.</summary>
    public void ForEach(Action<int[], int> action)
    {
        var indices = new int[Rank];
        for (var offset = 0; offset < Count; offset++)
        {
            action(indices, offset);
            for (var axis = Rank - 1; axis >= 0 && ++indices[axis] == Sizes[axis]; axis--) indices[axis] = 0;
        }
    }

    /// <summary>The elements as numbers for shapes and axes; those beyond 32 bits become the nearest such number.</summary>
    public int[] ToIntegers() => Array.ConvertAll(Elements, int.CreateSaturating);

    /// <summary>The array as a tensor, each element rounded or wrapped around to the element type.</summary>
    public Tensor ToTensor() => Tensor.FromNumbers<T>(Type, Elements);

    private int Offset(ReadOnlySpan<int> indices)
    {
        var offset = 0;
        for (var axis = 0; axis < indices.Length; axis++) offset += indices[axis] * _strides[axis];
        return offset;
    }
}
