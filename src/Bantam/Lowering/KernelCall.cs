using Bantam.Kernels;

namespace Bantam.Lowering;

/// <summary>One step of a plan: a kernel on tensors at fixed places.</summary>
/// <param name="Kernel">The kernel; equal specs share one.</param>
/// <param name="Buffers">A place for each of its buffers.</param>
/// <param name="Sizes">A number for each of its sizes.</param>
/// <param name="Tiles">The tiles that the threads share out.</param>
/// <param name="Cost">Multiply-adds, or as much time: an element that is moved counts as <see cref="MovedElement"/>. Small steps run on one thread.</param>
/// <param name="Label">The nodes that it computes, for people.</param>
public sealed record KernelCall(Kernel Kernel, IReadOnlyList<Placement> Buffers, IReadOnlyList<int> Sizes, int Tiles, long Cost, string Label)
{
    /// <summary>About 10 µs. Below, the barrier and what threads fetch from each other's caches cost more than a second thread brings.</summary>
    public const long SerialCost = 1_200_000;

    /// <summary>How many multiply-adds take as long as loading and storing one element.</summary>
    public const int MovedElement = 8;

    /// <summary>Whether thread 0 runs it alone.</summary>
    public bool IsSerial => Tiles < 2 || Cost < SerialCost;

    /// <summary>The places that it reads.</summary>
    public IEnumerable<Placement> Reads => Buffers.Where((_, i) => Kernel.Buffers[i].Buffer!.Access.HasFlag(Access.Read));

    /// <summary>The places that it writes.</summary>
    public IEnumerable<Placement> Writes => Buffers.Where((_, i) => Kernel.Buffers[i].Buffer!.Access.HasFlag(Access.Write));
}
