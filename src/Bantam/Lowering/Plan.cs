using Bantam.Kernels;
using Bantam.Tensors;

namespace Bantam.Lowering;

/// <summary>
/// A graph as a list of kernel calls on fixed places for one target and fixed shapes. It does not change; any number of threads may
/// run it on memory of their own.
/// </summary>
public sealed class Plan
{
    /// <summary>What it was planned for.</summary>
    public required Target Target { get; init; }

    /// <summary>The steps: each a <see cref="KernelCall"/> or a <see cref="HostStep"/>.</summary>
    public required IReadOnlyList<object> Steps { get; init; }

    /// <summary>Where the variables lie.</summary>
    public required StateLayout State { get; init; }

    /// <summary>Bytes of <see cref="Region.Work"/>.</summary>
    public required int WorkBytes { get; init; }

    /// <summary>Inputs by name, with their types and places.</summary>
    public required IReadOnlyDictionary<string, (TensorType Type, Placement Place)> Inputs { get; init; }

    /// <summary>Outputs by name, with their types and places.</summary>
    public required IReadOnlyDictionary<string, (TensorType Type, Placement Place)> Outputs { get; init; }

    /// <summary>What must lie in <see cref="Region.Work"/> before the first run.</summary>
    public required IReadOnlyList<(Tensor Tensor, Placement Place)> Constants { get; init; }

    /// <summary>The kernel calls, where there are no host steps.</summary>
    /// <exception cref="PlanException">Some nodes have no template; the message lists them all.</exception>
    public IReadOnlyList<KernelCall> Calls => Steps.OfType<HostStep>().Any()
        ? throw new PlanException($"{Target.Name} cannot run these nodes, which have no kernel: {string.Join(", ", Steps.OfType<HostStep>().Select(h => $"{h.Node.Name} ({h.Node.Operator.Name})"))}.")
        : [.. Steps.Cast<KernelCall>()];
}
