using Bantam.Graphs;
using Bantam.Kernels;
using Bantam.Plans;
using Bantam.Tensors;

namespace Bantam.Lowering;

/// <summary>A kernel call before its tensors have places.</summary>
/// <param name="Kernel">The kernel.</param>
/// <param name="Buffers">A value for each of its buffers.</param>
/// <param name="Sizes">A number for each of its sizes.</param>
/// <param name="Tiles">The tiles that the threads share out.</param>
/// <param name="Cost">How long it takes.</param>
/// <param name="Label">The nodes that it computes, for people.</param>
public sealed record LoweredCall(
    Kernel Kernel, IReadOnlyList<Value> Buffers, IReadOnlyList<Dimension> Sizes, Dimension Tiles, CallCost Cost, string Label) : LoweredStep
{
    /// <summary>Outputs that may lie over an input of the same size, because each element is read before it is written.</summary>
    public IReadOnlyList<(Value Output, Value Input)> InPlace { get; init; } = [];

    /// <summary>The call for some sizes.</summary>
    /// <param name="names">The sizes.</param>
    /// <param name="find">Where its buffers lie.</param>
    internal KernelCall Bind(IReadOnlyDictionary<string, int> names, Func<Value, Placement> find) => new(
        Kernel, [.. Buffers.Select(find)], [.. Sizes.Select(s => s.Evaluate(names))], Tiles.Evaluate(names), Cost.Bind(names), Label)
    {
        MultiplyAdds = Cost.BindProducts(names),
    };

    /// <summary>What it notes down of an index outside its axis; null where it reads none.</summary>
    internal LoweredCheck? Check { get; init; }
}

/// <summary>
/// An index that a kernel is given, before what the kernel notes down of it has a place; see <see cref="Plans.IndexCheck"/>.
/// </summary>
/// <param name="Node">The node that is given the index.</param>
/// <param name="Size">The size of the axis.</param>
internal sealed record LoweredCheck(Node Node, Dimension Size)
{
    /// <summary>What the kernel writes.</summary>
    public Value Outside { get; } = new($"index of {Node.Name}", Plans.IndexCheck.Type);
}
