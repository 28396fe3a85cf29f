using Bantam.Bench.Cases;
using Bantam.Bench.Measuring;
using Bantam.Bench.Results;
using Bantam.Kernels;

namespace Bantam.Bench.Suites;

/// <summary>What a suite starts its systems with.</summary>
/// <param name="Results">Takes the facts of each, and why one is missing.</param>
/// <param name="Systems">The names of those that are wanted.</param>
/// <param name="Cases">What they will compute.</param>
/// <param name="IsQuick">Whether a look is enough.</param>
internal sealed record Opening(SuiteResults Results, IReadOnlyList<string> Systems, IReadOnlyList<BenchmarkCase> Cases, bool IsQuick)
{
    /// <summary>What our own code is compiled for.</summary>
    public required Target Target { get; init; }
}

/// <summary>Systems that are ready to be measured, and what they run on.</summary>
internal sealed class OpenSystems(IReadOnlyList<IBenchmarkSystem> systems, IReadOnlyList<object> resources) : IAsyncDisposable
{
    /// <summary>The systems, in the order of their turns.</summary>
    public IReadOnlyList<IBenchmarkSystem> Systems => systems;

    /// <summary>Ends what they run on, the last first.</summary>
    public async ValueTask DisposeAsync()
    {
        foreach (var resource in resources.Reverse())
        {
            if (resource is IAsyncDisposable later) await later.DisposeAsync();
            else (resource as IDisposable)?.Dispose();
        }
    }
}
