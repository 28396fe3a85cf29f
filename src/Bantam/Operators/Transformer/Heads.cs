using Bantam.Tensors;

namespace Bantam.Operators.Transformer;

/// <summary>Heads that lie side by side in the features of a sequence, or apart.</summary>
internal static class Heads
{
    /// <summary>[batch, seq, heads·width] as [batch, heads, seq, width].</summary>
    public static Tensor Apart(Tensor x, int heads)
    {
        var shape = x.Shape;
        return x.Reshape(new Shape(shape[0], shape[1], heads, shape[2] / heads)).Transpose(0, 2, 1, 3);
    }

    /// <summary>[batch, heads, seq, width] as [batch, seq, heads·width].</summary>
    public static Tensor Together(Tensor x)
    {
        var shape = x.Shape;
        return x.Transpose(0, 2, 1, 3).Reshape(new Shape(shape[0], shape[2], shape[1] * shape[3]));
    }

    /// <summary>[batch, groups·members, …] as [batch, groups, members, …].</summary>
    public static Tensor Grouped(Tensor x, Dimension groups)
    {
        var shape = x.Shape;
        return x.Reshape(new Shape([shape[0], groups, shape[1] / groups, .. shape.Skip(2)]));
    }

    /// <summary>[batch, groups, members, …] as [batch, groups·members, …].</summary>
    public static Tensor Ungrouped(Tensor x)
    {
        var shape = x.Shape;
        return x.Reshape(new Shape([shape[0], shape[1] * shape[2], .. shape.Skip(3)]));
    }

    /// <summary>The numbers from 0 to before the size of an axis, as Int32.</summary>
    public static Tensor Places(Tensor x, int axis) => new Movement.RangeOf()
        .ApplyOne(Tensor.Scalar(0L), Size(x, axis), Tensor.Scalar(1L)).Cast(ElementType.Int32);

    /// <summary>The size of an axis, an Int64.</summary>
    public static Tensor Size(Tensor x, int axis) => x.ShapeOf(axis, axis + 1).Reshape(Shape.Scalar);
}
