using System.Diagnostics;

namespace Bantam.Bench.Measuring;

/// <summary>Takes the time of steps in this process.</summary>
internal static class Sampler
{
    private const int WarmUpSteps = 3;
    private const double WarmUpSeconds = 0.1;

    /// <summary>Runs a new step until its code is compiled and its memory touched.</summary>
    public static void WarmUp(Action step)
    {
        var clock = Stopwatch.StartNew();
        for (var i = 0; i < WarmUpSteps || clock.Elapsed.TotalSeconds < WarmUpSeconds; i++) step();
    }

    /// <summary>Milliseconds of single steps.</summary>
    public static double[] Take(Action step, Effort effort)
    {
        step(); // whoever ran before has the cache
        var samples = new List<double>(1024);
        var clock = Stopwatch.StartNew();
        while ((samples.Count < effort.Runs || clock.Elapsed.TotalSeconds < effort.Seconds)
            && (samples.Count == 0 || clock.Elapsed.TotalSeconds < effort.MostSeconds))
        {
            var start = Stopwatch.GetTimestamp();
            step();
            samples.Add(Clock.MillisecondsSince(start));
        }

        return [.. samples];
    }
}
