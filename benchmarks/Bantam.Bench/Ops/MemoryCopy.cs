using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Bantam.Bench.Ops;

/// <summary>What the system's copy of memory reaches, to compare kernels with that only move it.</summary>
internal static unsafe class MemoryCopy
{
    private const double Seconds = 0.02;

    /// <summary>GB/s, read and written together, where both take so many bytes in all.</summary>
    public static double Measure(long bytes)
    {
        var half = Math.Max(64, bytes / 2);
        var from = NativeMemory.AlignedAlloc((nuint)half, 64);
        var to = NativeMemory.AlignedAlloc((nuint)half, 64);
        try
        {
            NativeMemory.Clear(from, (nuint)half);
            var best = double.MaxValue;
            for (var clock = Stopwatch.StartNew(); clock.Elapsed.TotalSeconds < Seconds;)
            {
                var start = Stopwatch.GetTimestamp();
                NativeMemory.Copy(from, to, (nuint)half);
                best = Math.Min(best, Stopwatch.GetElapsedTime(start).TotalNanoseconds);
            }

            return 2 * half / best;
        }
        finally
        {
            NativeMemory.AlignedFree(from);
            NativeMemory.AlignedFree(to);
        }
    }
}
