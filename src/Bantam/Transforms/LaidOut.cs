using Bantam.Tensors;

namespace Bantam.Transforms;

/// <summary>
/// A tensor whose axes lie in another order in memory: its logical axis i is axis Order[i] of the physical tensor. Null means the
/// same order. The transpose between both is written down only where something needs it.
/// </summary>
/// <param name="Physical">The tensor as it lies.</param>
/// <param name="Order">Where each logical axis lies.</param>
internal readonly record struct LaidOut(Tensor Physical, Ints? Order = null)
{
    /// <summary>A tensor with an order, which is dropped where it changes nothing.</summary>
    public static LaidOut Of(Tensor physical, IEnumerable<int> order)
    {
        var list = Ints.From(order);
        return new LaidOut(physical, list.SequenceEqual(Enumerable.Range(0, list.Count)) ? null : list);
    }

    /// <summary>The number of axes.</summary>
    public int Rank => Physical.Shape.Rank;

    /// <summary>Where a logical axis lies.</summary>
    public int Place(int axis) => Order is { } order ? order[axis] : axis;

    /// <summary>The tensor with its axes in logical order.</summary>
    public Tensor Logical() => Order is { } order ? Permute(Physical, order) : Physical;

    /// <summary>The tensor with logical axis <paramref name="order"/>[i] at place i.</summary>
    public Tensor Arranged(IReadOnlyList<int> order)
    {
        var self = this;
        return Permute(Physical, [.. order.Select(axis => self.Place(axis))]);
    }

    /// <summary>The axes in another order: a view where only axes of size 1 change place, computed at once of a constant.</summary>
    public static Tensor Permute(Tensor tensor, IReadOnlyList<int> permutation)
    {
        if (permutation.SequenceEqual(Enumerable.Range(0, permutation.Count))) return tensor;
        var moving = permutation.Where(axis => tensor.Shape[axis] != 1).ToArray();
        if (moving.SequenceEqual(moving.Order())) return tensor.Reshape(new Shape(permutation.Select(axis => tensor.Shape[axis])));
        return tensor.IsSymbolic ? tensor.Transpose(permutation) : PermutedConstants.Get(tensor, Ints.From(permutation));
    }
}
