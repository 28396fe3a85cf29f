using Bantam.Operators;
using Bantam.Operators.Movement;

namespace Bantam.Tensors;

/// <summary>
/// A tensor whose axes lie in another order in memory: its logical axis i is axis Order[i] of the physical tensor. Null means the
/// same order. The transpose between both is written down only where something needs it.
/// </summary>
/// <param name="Physical">The tensor as it lies.</param>
/// <param name="Order">Where each logical axis lies.</param>
public sealed record LaidOut(Tensor Physical, Ints? Order = null)
{
    /// <summary>A tensor with an order, which is dropped where it changes nothing.</summary>
    public static LaidOut Of(Tensor physical, IEnumerable<int> order)
    {
        var list = Ints.From(order);
        return new LaidOut(physical, IsIdentity(list) ? null : list);
    }

    /// <summary>The number of axes.</summary>
    public int Rank => Physical.Shape.Rank;

    /// <summary>The type of the tensor with its axes in logical order.</summary>
    public TensorType Type => Physical.Type with { Shape = Shape };

    /// <summary>The dimensions in logical order.</summary>
    public Shape Shape => Order is { } order ? LaidOutShape(Physical.Shape, order) : Physical.Shape;

    /// <summary>Which logical axis lies at each place.</summary>
    public IEnumerable<int> Arrangement => Order is { } order ? Inverse(order) : Enumerable.Range(0, Rank);

    /// <summary>Where a logical axis lies.</summary>
    public int Place(int axis) => Order is { } order ? order[axis] : axis;

    /// <summary>The elements between neighbours along each logical axis.</summary>
    internal int[] Strides()
    {
        var physical = Physical.Shape.Strides();
        return [.. Enumerable.Range(0, Rank).Select(axis => physical[Place(axis)])];
    }

    /// <summary>The tensor with its axes in logical order.</summary>
    public Tensor Logical() => Order is { } order ? Permute(Physical, order) : Physical;

    /// <summary>The tensor with logical axis <paramref name="arrangement"/>[i] at place i.</summary>
    public Tensor Arranged(IEnumerable<int> arrangement)
    {
        var self = this;
        return Permute(Physical, [.. arrangement.Select(self.Place)]);
    }

    /// <summary>The order of what is left of a tensor that lies so, without some of its logical axes.</summary>
    public LaidOut Without(Tensor physical, IReadOnlyList<int> axes)
    {
        var self = this;
        var left = Enumerable.Range(0, axes.Count + physical.Shape.Rank).Where(a => !axes.Contains(a)).Select(self.Place).ToArray();
        var ranked = left.Order().ToList();
        return Of(physical, left.Select(p => ranked.IndexOf(p)));
    }

    /// <summary>The order in which the largest of some tensors of a rank lies; null where all lie in their logical order.</summary>
    public static Ints? Leading(IEnumerable<LaidOut> tensors, int rank)
    {
        LaidOut? largest = null;
        foreach (var tensor in tensors.Where(t => t.Rank == rank && t.Order is not null))
            if (largest is null || (tensor.Physical.Shape.Count - largest.Physical.Shape.Count - 1).IsNonNegative)
                largest = tensor;
        return largest?.Order;
    }

    /// <summary>Which logical axis lies at each place of an order.</summary>
    public static IEnumerable<int> Inverse(IReadOnlyList<int> order) => Enumerable.Range(0, order.Count).OrderBy(axis => order[axis]);

    /// <summary>
    /// What a type rule knows of inputs: their logical types, and the elements of those that lie in order, where they are known.
    /// </summary>
    internal static OperatorInputs Inputs(IReadOnlyList<LaidOut?> inputs) => new(
        [.. inputs.Select(i => i?.Type)],
        [.. inputs.Select(i => i is { Order: null, Physical.IsSymbolic: false } own ? own.Physical : null)],
        [.. inputs.Select(i => i?.Order is null ? i?.Physical.Value?.Elements : null)]);

    /// <summary>The axes in another order: a view where only axes of size 1 change place, computed at once of a constant.</summary>
    internal static Tensor Permute(Tensor tensor, IReadOnlyList<int> permutation)
    {
        if (IsIdentity(permutation)) return tensor;
        var moving = permutation.Where(axis => tensor.Shape[axis] != 1).ToArray();
        if (moving.SequenceEqual(moving.Order())) return tensor.Reshape(new Shape(permutation.Select(axis => tensor.Shape[axis])));
        return tensor.IsSymbolic ? tensor.Transpose(permutation) : PermutedConstants.Get(tensor, Ints.From(permutation));
    }

    private static Shape LaidOutShape(Shape physical, Ints order) => new(order.Select(place => physical[place]));

    private static bool IsIdentity(IReadOnlyList<int> order) => order.SequenceEqual(Enumerable.Range(0, order.Count));
}
