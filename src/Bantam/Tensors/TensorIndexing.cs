using System.Runtime.CompilerServices;

namespace Bantam.Tensors;

/// <summary>Parts of tensors by C#'s indices and ranges, on concrete and symbolic tensors alike.</summary>
public sealed partial class Tensor
{
    /// <summary>
    /// A part of the tensor: <c>t[1, 2]</c> is one element, a tensor of no axes, <c>t[1..3, ^1]</c> the last column of two rows. An index
    /// leaves its axis out, a range keeps it; axes that are not named stay whole.
    /// </summary>
    /// <exception cref="ShapeException">There are more indices than axes, or an index is outside its axis.</exception>
    [IndexerName("At")]
    public Tensor this[params ReadOnlySpan<TensorIndex> indices]
    {
        get
        {
            if (indices.Length > Shape.Rank)
                throw new ShapeException($"{Shape} has {Shape.Rank} axes; {indices.Length} indices were given.");
            var result = this;
            for (var axis = indices.Length - 1; axis >= 0; axis--)
                result = indices[axis].IsRange
                    ? result.Part(axis, indices[axis])
                    : result.Gather(Scalar((long)result.Place(axis, indices[axis])), axis);
            return result;
        }
    }

    /// <summary>The only element.</summary>
    /// <exception cref="ShapeException">There are more, or none.</exception>
    /// <exception cref="InvalidOperationException">The tensor is symbolic, or its elements are of another type.</exception>
    public T Item<T>() where T : unmanaged => Shape.ElementCount == 1 ? Span<T>()[0]
        : throw new ShapeException($"one element was expected; {Type} has {Shape.ElementCount}.");

    private Tensor Part(int axis, TensorIndex index) =>
        index.Range.Equals(System.Range.All) ? this : Slice([axis], [index.Start], [index.End]);

    private int Place(int axis, TensorIndex index) =>
        !Shape[axis].IsKnown || (index.Start < Shape[axis].Size && index.Start >= -Shape[axis].Size && !IsBehind(index)) ? index.Start
            : throw new ShapeException(
                $"index {index} is outside axis {axis} of {Shape}; its indices are {-Shape[axis].Size} to {Shape[axis].Size - 1}.");

    private static bool IsBehind(TensorIndex index) => index.Range.Start is { IsFromEnd: true, Value: 0 };
}
