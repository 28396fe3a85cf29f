using Bantam.Tensors;

namespace Bantam.Operators.Quantization;

/// <summary>
/// How scales and zero points lie over a tensor: one for all of it, one for each place of an axis, or, in a tensor of the same rank, one
/// for each block of so many places along an axis.
/// </summary>
/// <param name="Axis">The axis; a negative one counts from the end.</param>
/// <param name="BlockSize">How many places a block has; 0 where there are none.</param>
public readonly record struct QuantizationAxis(int Axis = 1, int BlockSize = 0)
{
    /// <summary>Says what cannot be about a scale and a zero point.</summary>
    /// <exception cref="ShapeException">They do not lie over the tensor so.</exception>
    internal void Check(Shape shape, TensorType scale, TensorType? zero)
    {
        foreach (var (name, type) in ((string, TensorType?)[])[("scale", scale), ("zero point", zero)])
        {
            if (type is null || type.Shape.Rank == 0 || (type.Shape.Rank == 1 && !Dimension.Differ(type.Shape[0], 1))) continue;
            var axis = shape.Axis(Axis);
            var blocks = BlockSize == 0 ? shape[axis] : (shape[axis] + (BlockSize - 1)) / BlockSize;
            var expected = BlockSize == 0 ? new Shape(blocks) : new Shape([.. shape.Take(axis), blocks, .. shape.Skip(axis + 1)]);
            if (Shape.Differ(type.Shape, expected))
                throw new ShapeException($"the {name} must be one number or {expected} along axis {axis} of {shape}; it is {type}.");
        }
    }

    /// <summary>A scale or a zero point as it broadcasts to a tensor of a shape.</summary>
    internal Tensor Spread(Tensor numbers, Shape shape)
    {
        var rank = numbers.Shape.Rank;
        if (rank == 0) return numbers;
        if (rank == 1 && numbers.Shape[0] == 1) return numbers.Reshape();
        var axis = shape.Axis(Axis);
        if (BlockSize == 0) return numbers.Reshape([.. shape.Select((_, i) => i == axis ? -1 : 1)]);
        int[] sizes = numbers.Shape.Sizes, before = sizes[..axis], after = sizes[(axis + 1)..];
        var repeated = numbers.Unsqueeze(axis + 1).Expand(Shape.Of([.. before, sizes[axis], BlockSize, .. after]));
        return repeated.Reshape([.. before, sizes[axis] * BlockSize, .. after]).Slice([axis], [0], [shape[axis].Size]);
    }
}
