using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using Bantam.Kernels;
using Bantam.Targets.Cpu;
using Bantam.Tensors;

namespace Bantam.Execution;

/// <summary>The processor's multiply-add peak, measured with an emitted loop that touches no memory.</summary>
[RequiresDynamicCode("Emits IL, which ahead-of-time compiled apps cannot run.")]
public sealed unsafe class Peak
{
    private const int Accumulators = 24;
    private const int Rounds = 20_000;
    private const int Runs = 50;

    private readonly Target _target;
    private readonly int _threads;
    private readonly NativeBlock _memory = new(256);
    private readonly KernelCode _run;

    /// <summary>Emits the loop.</summary>
    /// <param name="target">The vectors that it computes with.</param>
    /// <param name="threads">How many threads run it at a time.</param>
    public Peak(Target target, int threads = 1)
    {
        ArgumentNullException.ThrowIfNull(target);
        ArgumentOutOfRangeException.ThrowIfLessThan(threads, 1);
        (_target, _threads) = (target, threads);
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

    /// <summary>GFLOP/s of all threads together, the best that was seen: the clock of a processor goes up and down.</summary>
    public double Best { get; private set; }

    /// <summary>Looks again; it takes a few milliseconds.</summary>
    public double Measure()
    {
        var team = WorkerTeam.Rent(_threads);
        try
        {
            for (var i = 0; i < Runs; i++)
            {
                // All tiles store equal numbers to one place.
                var memory = (nint)_memory.Pointer;
                var start = Stopwatch.GetTimestamp();
                team.Run(_run, (nint)(&memory), 0, _threads);
                var seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
                Best = Math.Max(Best, 2.0 * Accumulators * Rounds * _target.Lanes * _threads / seconds / 1e9);
            }
        }
        finally
        {
            team.Return();
            GC.KeepAlive(_memory);
        }

        return Best;
    }
}
