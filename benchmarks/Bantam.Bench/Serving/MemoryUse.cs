namespace Bantam.Bench.Serving;

/// <summary>The physical memory of this process over time, garbage left out.</summary>
internal sealed class MemoryUse
{
    private readonly List<long> _bytes = [];

    /// <summary>Takes a look.</summary>
    public void Look()
    {
        // What has a finalizer, such as emitted code, goes in the second round.
        for (var i = 0; i < 3; i++)
        {
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
            GC.WaitForPendingFinalizers();
        }

        _bytes.Add(Environment.WorkingSet);
    }

    /// <summary>How much more the last quarter of all looks shows than the first, by medians; the very first is left out.</summary>
    public double Growth() => Growth([.. _bytes.Skip(1)]);

    /// <summary>The same of looks that were taken.</summary>
    internal static double Growth(long[] seen)
    {
        var part = Math.Max(1, seen.Length / 4);
        return Math.Max(0, Median(seen[^part..]) - Median(seen[..part]));
    }

    private static double Median(long[] values) => values.Order().ElementAt(values.Length / 2);
}
