using System.Diagnostics;
using System.Runtime.InteropServices;
using Bantam.Kernels;
using Bantam.Lowering;
using Bantam.Targets.Cpu;
using Bantam.Tensors;

namespace Bantam.Bench;

/// <summary>The processor's multiply-add peak, measured with an emitted loop that touches no memory.</summary>
internal static unsafe class Peak
{
    private const int Accumulators = 24;
    private const int Rounds = 20_000;

    /// <summary>GFLOP/s of one thread, the best of several runs.</summary>
    public static double Measure(Target target)
    {
        var kernel = Kernel.Define("peak", target, f =>
        {
            var output = f.Buffer("output", ElementType.Float, Access.Write);
            f.Tiles(_ =>
            {
                var x = f.Let(Splat.Of(1.0001f), "x");
                var y = f.Let(Splat.Of(1e-9f), "y");
                var sums = Enumerable.Range(0, Accumulators).Select(_ => f.Let(Splat.Of(0f), "sum")).ToArray();
                f.For(Rounds, _ =>
                {
                    foreach (var sum in sums) f.Set(sum, Fma.Of(sum, x, y));
                });
                foreach (var sum in sums) f.Store(output, sum);
            });
        });
        var memory = (nint)NativeMemory.AlignedAlloc(256, 64);
        var run = CpuDrivers.Emit([new KernelCall(kernel, [new Placement(Region.Work, 0, 64)], [], 1, 0, "peak")], isThreaded: false);
        var best = 0.0;
        for (var i = 0; i < 50; i++)
        {
            var start = Stopwatch.GetTimestamp();
            run(0, memory, 0, 0, 1);
            best = Math.Max(best, 2.0 * Accumulators * Rounds * target.Lanes / Stopwatch.GetElapsedTime(start).TotalNanoseconds);
        }

        NativeMemory.AlignedFree((void*)memory);
        return best;
    }
}
