using Bantam.Plans;

namespace Bantam.Execution;

/// <summary>How long a step of a plan takes in a run.</summary>
/// <param name="Step">The step: a kernel call, bands of such, or an operator that is evaluated.</param>
/// <param name="Milliseconds">The least of some runs. What a loop repeats is counted as often as it goes round.</param>
/// <param name="Times">How often it is done in a run.</param>
public sealed record StepTime(PlanStatement Step, double Milliseconds, int Times)
{
    /// <summary>The nodes that it computes, for people.</summary>
    public string Label => Step switch
    {
        KernelCall call => call.Label,
        Bands bands => bands.Label,
        _ => ((HostCall)Step).Label,
    };

    /// <summary>The kernels that it calls, in order; none where an operator is evaluated.</summary>
    public IReadOnlyList<string> Kernels => [.. Calls.Select(c => c.Kernel.Name)];

    /// <summary>The tiles, or bands, that threads share out.</summary>
    public int Tiles => Step is KernelCall call ? call.Tiles : Step is Bands bands ? bands.Count : 1;

    /// <summary>The multiply-adds of its products and convolutions in a run; null where it has none.</summary>
    public long? MultiplyAdds => Calls.Select(c => c.MultiplyAdds).OfType<long>().ToArray() is { Length: > 0 } products
        ? products.Sum() * Times * (Step is Bands bands ? bands.Count : 1) : null;

    private IEnumerable<KernelCall> Calls => Step switch { KernelCall call => [call], Bands bands => bands.Body, _ => [] };
}
