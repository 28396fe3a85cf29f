using Bantam.Tensors;

namespace Bantam.Plans;

/// <summary>
/// Two Int64 that a kernel writes when an index that it is given is outside of its axis: 1, and the index. They are 0 before a run;
/// whoever runs a plan looks after the run and throws.
/// </summary>
/// <param name="Where">The node that was given the index, for people.</param>
/// <param name="Size">The size of the axis.</param>
/// <param name="Place">Where the numbers lie.</param>
public sealed record IndexCheck(string Where, int Size, Placement Place)
{
    /// <summary>The type of the numbers.</summary>
    public static TensorType Type { get; } = new(ElementType.Int64, Shape.Of(2));
}
