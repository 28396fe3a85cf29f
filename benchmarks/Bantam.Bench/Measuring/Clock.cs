using System.Diagnostics;

namespace Bantam.Bench.Measuring;

/// <summary>Times that are finer than a <see cref="TimeSpan"/>, which counts in 100 nanoseconds.</summary>
internal static class Clock
{
    /// <summary>Milliseconds since a timestamp of <see cref="Stopwatch"/>.</summary>
    public static double MillisecondsSince(long start) => (Stopwatch.GetTimestamp() - start) * 1000.0 / Stopwatch.Frequency;
}
