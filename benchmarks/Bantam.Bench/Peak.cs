using System.Diagnostics;
using System.Runtime.InteropServices;
using Bantam.Bench.Measuring;
using Bantam.Kernels;
using Bantam.Lowering;
using Bantam.Plans;
using Bantam.Targets.Cpu;
using Bantam.Tensors;

namespace Bantam.Bench;

/// <summary>The processor's multiply-add peak, measured with an emitted loop that touches no memory.</summary>
internal sealed unsafe class Peak : IDisposable
{
    private const int Accumulators = 24;
    private const int Rounds = 20_000;
    private const int Runs = 50;

    private readonly Target _target;
    private readonly nint _memory = (nint)NativeMemory.AlignedAlloc(256, 64);
    private readonly KernelCode _run;

    /// <summary>Emits the loop.</summary>
    public Peak(Target target)
    {
        _target = target;
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
        _run = CpuKernels.Compile(kernel);
    }

    /// <summary>GFLOP/s of one thread, the best that was seen: the clock of a processor goes up and down.</summary>
    public double Best { get; private set; }

    /// <summary>Looks again; it takes a few milliseconds.</summary>
    public double Measure()
    {
        for (var i = 0; i < Runs; i++)
        {
            var start = Stopwatch.GetTimestamp();
            var memory = _memory;
            _run(&memory, 0, 1);
            Best = Math.Max(Best, 2.0 * Accumulators * Rounds * _target.Lanes / Clock.MillisecondsSince(start) / 1e6);
        }

        return Best;
    }

    /// <inheritdoc/>
    public void Dispose() => NativeMemory.AlignedFree((void*)_memory);
}
