using Bantam.Bench.Cases;

namespace Bantam.Bench.Measuring;

/// <summary>Something that is measured: Bantam or a peer on a number of threads.</summary>
internal interface IBenchmarkSystem
{
    /// <summary>Its name in rows and tables: <c>pytorch/1t</c>.</summary>
    string Name { get; }

    /// <summary>Why it cannot be measured on something at all, as a sentence; null where it can.</summary>
    string? Refuses(BenchmarkCase @case, string metric);

    /// <summary>Does what is done once, before the first turn; it does not count as the system's time.</summary>
    /// <exception cref="MeasurementException">The system failed.</exception>
    Task PrepareAsync(BenchmarkCase @case, string metric, CancellationToken cancellation);

    /// <summary>One turn, of what was prepared last: samples of a metric by its name, and of others that are seen along.</summary>
    /// <exception cref="MeasurementException">The system failed.</exception>
    Task<IReadOnlyDictionary<string, double[]>> MeasureAsync(
        BenchmarkCase @case, string metric, Effort effort, CancellationToken cancellation);
}
