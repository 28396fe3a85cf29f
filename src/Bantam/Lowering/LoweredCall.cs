using Bantam.Graphs;
using Bantam.Kernels;

namespace Bantam.Lowering;

/// <summary>A kernel call before its tensors have places.</summary>
/// <param name="Kernel">The kernel.</param>
/// <param name="Buffers">A value for each of its buffers.</param>
/// <param name="Sizes">A number for each of its sizes.</param>
/// <param name="Tiles">The tiles that the threads share out.</param>
/// <param name="Cost">Multiply-adds, or as much work.</param>
/// <param name="Label">The nodes that it computes, for people.</param>
public sealed record LoweredCall(Kernel Kernel, IReadOnlyList<Value> Buffers, IReadOnlyList<int> Sizes, int Tiles, long Cost, string Label) : LoweredStep
{
    /// <summary>Outputs that may lie over an input of the same size, because each element is read before it is written.</summary>
    public IReadOnlyList<(Value Output, Value Input)> InPlace { get; init; } = [];
}
