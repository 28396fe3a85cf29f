using System.Diagnostics;
using Bantam.Bench.Measuring;
using Bantam.Execution;
using Bantam.Lowering;
using Bantam.Targets.Cpu;
using Bantam.Tensors;

namespace Bantam.Bench;

/// <summary>The kernel calls of a plan, each with a driver of its own, on memory with the variables' values and random inputs.</summary>
internal sealed unsafe class PlanSteps
{
    private readonly StateMemory _state;
    private readonly PinnedMemory _work;
    private readonly List<(KernelCall Call, CpuDriver Run)> _steps = [];

    /// <summary>Gives a plan memory.</summary>
    /// <param name="plan">The plan; steps without a kernel are left out.</param>
    /// <param name="extraBytes">Bytes behind those of the plan, for calls that are added.</param>
    public PlanSteps(Plan plan, int extraBytes = 0)
    {
        _state = new StateMemory(plan.State);
        _work = new PinnedMemory(plan.WorkBytes + extraBytes);
        var random = new Random(1);
        foreach (var (tensor, place) in plan.Constants) tensor.Bytes.CopyTo(_work.Span(place.Offset, place.Length));
        foreach (var (type, place) in plan.Inputs.Values.Where(i => i.Type.Element == ElementType.Float))
            foreach (ref var x in System.Runtime.InteropServices.MemoryMarshal.Cast<byte, float>(_work.Span(place.Offset, place.Length)))
                x = random.NextSingle();
        foreach (var call in plan.Steps.OfType<KernelCall>()) Add(call);
    }

    /// <summary>The calls in order.</summary>
    public IEnumerable<KernelCall> Calls => _steps.Select(s => s.Call);

    /// <summary>Adds a call behind the others.</summary>
    public void Add(KernelCall call) => _steps.Add((call, CpuDrivers.Emit([call], isThreaded: false)));

    /// <summary>Runs one call; returns milliseconds.</summary>
    public double Run(int step)
    {
        var start = Stopwatch.GetTimestamp();
        _steps[step].Run((nint)_state.Memory.Pointer, (nint)_work.Pointer, 0, 0, 1);
        var milliseconds = Clock.MillisecondsSince(start);
        GC.KeepAlive(this);
        return milliseconds;
    }

    /// <summary>Runs all calls in order, again and again; returns the least milliseconds of each.</summary>
    public double[] Least(int rounds)
    {
        var least = Enumerable.Repeat(double.MaxValue, _steps.Count).ToArray();
        for (var round = 0; round < rounds; round++)
            for (var i = 0; i < least.Length; i++)
                least[i] = Math.Min(least[i], Run(i));
        return least;
    }
}
