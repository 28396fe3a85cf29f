using Bantam.Kernels;
using Bantam.Tensors;

namespace Bantam.Plans;

/// <summary>
/// A graph as statements on fixed places for one target and fixed shapes: a tree that holds no graph any more. It does not change;
/// any number of threads may run it on memory of their own.
/// </summary>
public sealed class Plan
{
    /// <summary>What it was planned for.</summary>
    public required Target Target { get; init; }

    /// <summary>What it does, in order, with barriers where threads share it.</summary>
    public required IReadOnlyList<PlanStatement> Statements { get; init; }

    /// <summary>Where the variables lie.</summary>
    public required StateLayout State { get; init; }

    /// <summary>Bytes of <see cref="Region.Work"/>.</summary>
    public required long WorkBytes { get; init; }

    /// <summary>Bytes of <see cref="Region.Scratch"/>, of each thread.</summary>
    public required long ScratchBytes { get; init; }

    /// <summary>Inputs by name.</summary>
    public required IReadOnlyDictionary<string, PlacedTensor> Inputs { get; init; }

    /// <summary>Outputs by name.</summary>
    public required IReadOnlyDictionary<string, PlacedTensor> Outputs { get; init; }

    /// <summary>What lies in <see cref="Region.Constant"/>, each at a place of its own.</summary>
    public required IReadOnlyList<(Tensor Tensor, Placement Place)> Constants { get; init; }

    /// <summary>Where kernels note down indices that are outside of their axes, in the order of the kernels.</summary>
    public IReadOnlyList<IndexCheck> Checks { get; init; } = [];

    /// <summary>The constant that a place is in, and where in it.</summary>
    /// <exception cref="PlanException">It is in none.</exception>
    public (int Constant, long Offset) FindConstant(Placement place)
    {
        // They lie one after the other.
        var (low, high) = (0, Constants.Count);
        while (high - low > 1)
        {
            var middle = (low + high) / 2;
            if (Constants[middle].Place.Offset <= place.Offset) low = middle;
            else high = middle;
        }

        return high > 0 ? (low, place.Offset - Constants[low].Place.Offset) : throw new PlanException("The plan has no constants.");
    }

    /// <summary>The statements, and those inside of others.</summary>
    public IEnumerable<PlanStatement> All => Statements.SelectMany(s => s.All);

    /// <summary>The kernel calls, those inside of other statements too.</summary>
    public IEnumerable<KernelCall> Calls => All.OfType<KernelCall>();

    /// <summary>The nodes that have no kernel.</summary>
    public IEnumerable<HostCall> HostCalls => All.OfType<HostCall>();

    /// <summary>Whether more than one thread has something to do.</summary>
    public bool IsThreaded => Statements.Any(s => !s.IsSerial);

    /// <summary>Makes sure that kernels alone run it.</summary>
    /// <exception cref="PlanException">Some nodes have no template; the message lists them all.</exception>
    public void RefuseHostCalls()
    {
        if (HostCalls.Any())
            throw new PlanException(
                $"{Target.Name} cannot run these nodes, which have no kernel: {string.Join(", ", HostCalls.Select(h => h.Label))}.");
    }
}
