using Bantam.Kernels;

namespace Bantam.Plans;

/// <summary>A kernel on tensors at fixed places.</summary>
/// <param name="Kernel">The kernel; equal specs share one.</param>
/// <param name="Buffers">A place for each of its buffers.</param>
/// <param name="Sizes">A number for each of its sizes.</param>
/// <param name="Tiles">The tiles that the threads share out.</param>
/// <param name="Cost">
/// Multiply-adds, or as much time: an element that is moved counts as <see cref="MovedElement"/>. Small steps run on one thread.
/// </param>
/// <param name="Label">The nodes that it computes, for people.</param>
public sealed record KernelCall(
    Kernel Kernel, IReadOnlyList<Placement> Buffers, IReadOnlyList<int> Sizes, int Tiles, long Cost, string Label) : PlanStatement
{
    /// <summary>
    /// About 10 µs. Below, the barrier and what threads fetch from each other's caches cost more than a second thread brings.
    /// </summary>
    public const long SerialCost = 1_200_000;

    /// <summary>How many multiply-adds take as long as loading and storing one element.</summary>
    public const int MovedElement = 8;

    /// <summary>The multiply-adds of a product or convolution; null of other kernels.</summary>
    public long? MultiplyAdds { get; init; }

    /// <inheritdoc/>
    public override bool IsSerial => Tiles < 2 || Cost < SerialCost;

    /// <inheritdoc/>
    public override IEnumerable<Placement> Reads => Buffers.Where((_, i) => Kernel.Buffers[i].Buffer!.Access.HasFlag(Access.Read));

    /// <inheritdoc/>
    public override IEnumerable<Placement> Writes => Buffers.Where((_, i) => Kernel.Buffers[i].Buffer!.Access.HasFlag(Access.Write));

    /// <summary>Where a thread's share of the tiles begins; that of the next thread is where it ends.</summary>
    public static long Share(long tiles, long thread, long threads) => tiles * thread / threads;
}
