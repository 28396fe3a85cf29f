using System.Diagnostics;
using Bantam.Bench.Measuring;
using Bantam.Execution;
using Bantam.Lowering;
using Bantam.Plans;
using Bantam.Targets.Cpu;
using Bantam.Tensors;

namespace Bantam.Bench;

/// <summary>
/// The kernel calls of a plan, each with a driver of its own, on memory with the variables' values and random inputs. A call in bands
/// runs for all of them.
/// </summary>
internal sealed unsafe class PlanSteps
{
    private readonly StateMemory _state;
    private readonly Plan _plan;
    private readonly NativeBlock _work;
    private readonly NativeBlock[] _constants;
    private readonly NativeBlock _scratch;
    private readonly List<(KernelCall Call, KernelCode Code, nint[][] Arguments)> _steps = [];

    /// <summary>Gives a plan memory.</summary>
    /// <param name="plan">The plan; steps without a kernel are left out.</param>
    /// <param name="extraBytes">Bytes behind those of the plan, for calls that are added.</param>
    public PlanSteps(Plan plan, long extraBytes = 0)
    {
        _state = new StateMemory(plan.State);
        _plan = plan;
        _work = new NativeBlock(plan.WorkBytes + extraBytes);
        _constants = [.. plan.Constants.Select(c => ConstantMemory.Of(c.Tensor))];
        var random = new Random(1);
        foreach (var (type, place) in plan.Inputs.Values.Where(i => i.Type.Element == ElementType.Float))
            foreach (ref var x in System.Runtime.InteropServices.MemoryMarshal.Cast<byte, float>(_work.Span(place.Offset, place.Length)))
                x = random.NextSingle();
        _scratch = new NativeBlock(plan.ScratchBytes);
        var around = new Dictionary<KernelCall, Bands>(ReferenceEqualityComparer.Instance);
        foreach (var bands in plan.All.OfType<Bands>())
            foreach (var call in bands.Body)
                around.Add(call, bands);
        foreach (var call in plan.Calls)
        {
            if (around.TryGetValue(call, out var bands)) AddBands(bands, call);
            else Add(call);
        }
    }

    /// <summary>The calls in order.</summary>
    public IEnumerable<KernelCall> Calls => _steps.Select(s => s.Call);

    /// <summary>Adds a call behind the others.</summary>
    public void Add(KernelCall call) => _steps.Add((call, CpuKernels.Compile(call.Kernel), [Arguments(call, place => place)]));

    private void AddBands(Bands bands, KernelCall call)
    {
        nint[][] arguments = [.. Enumerable.Range(0, bands.Count).Select(i => Arguments(call, place => bands.At(place, i)))];
        _steps.Add((call with { Cost = call.Cost * bands.Count }, CpuKernels.Compile(call.Kernel), arguments));
    }

    private nint[] Arguments(KernelCall call, Func<Placement, Placement> moved) =>
        [.. call.Buffers.Select(place => Address(moved(place))), .. call.Sizes.Select(s => (nint)s)];

    /// <summary>Runs one call; returns milliseconds.</summary>
    public double Run(int step)
    {
        var start = Stopwatch.GetTimestamp();
        var (call, code, all) = _steps[step];
        foreach (var arguments in all)
            fixed (nint* pointer = arguments)
                code(pointer, 0, call.Tiles);
        var milliseconds = Clock.MillisecondsSince(start);
        GC.KeepAlive(this);
        return milliseconds;
    }

    private nint Address(Placement place)
    {
        if (place.Region == Region.State) return (nint)_state.Memory.Pointer + (nint)place.Offset;
        if (place.Region == Region.Scratch) return (nint)_scratch.Pointer + (nint)place.Offset;
        if (place.Region == Region.Work) return (nint)_work.Pointer + (nint)place.Offset;
        var (constant, offset) = _plan.FindConstant(place);
        return (nint)_constants[constant].Pointer + (nint)offset;
    }
}
