namespace Bantam.Bench.TensorFlow;

/// <summary>A tensor of the graph model, with its axes perhaps in another order than the tensor that it stands for.</summary>
/// <param name="Name">The node that gives it.</param>
/// <param name="Shape">The shape of what it stands for.</param>
/// <param name="Order">Which axis of that lies at each of its own: [0, 2, 3, 1] of an image with its channels last.</param>
internal sealed record LaidTensor(string Name, IReadOnlyList<int> Shape, IReadOnlyList<int> Order)
{
    /// <summary>An image's axes where channels are last.</summary>
    public static IReadOnlyList<int> ChannelsLast { get; } = [0, 2, 3, 1];

    /// <summary>The sizes as they lie.</summary>
    public int[] Sizes => [.. Order.Select(axis => Shape[axis])];

    /// <summary>The order in which nothing is moved.</summary>
    public static int[] Plain(int rank) => [.. Enumerable.Range(0, rank)];

    /// <summary>Where an axis lies.</summary>
    public int PlaceOf(int axis) => Order.ToList().IndexOf(axis < 0 ? axis + Order.Count : axis);

    /// <summary>Whether elements would lie one after the other as they do, with the axes in another order: only axes of one move.</summary>
    public bool LiesLike(IReadOnlyList<int> order) =>
        order.Where(a => Shape[a] != 1).SequenceEqual(Order.Where(a => Shape[a] != 1));
}
