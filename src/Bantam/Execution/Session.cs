using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;
using Bantam.Plans;
using Bantam.Tensors;

namespace Bantam.Execution;

/// <summary>
/// A plan with memory, ready to run on this processor. Inputs and outputs are written and read where the plan has them, so kernels
/// run without copies and allocations; a <see cref="HostCall"/> makes both. One run at a time: it uses several threads itself.
/// </summary>
[RequiresDynamicCode("Emits IL, which ahead-of-time compiled apps cannot run.")]
public sealed unsafe class Session
{
    private readonly NativeBlock _work;
    private readonly NativeBlock[] _constants;
    private readonly PlanRun _run;
    private int _isRunning;

    /// <summary>Gives a plan memory and compiles it.</summary>
    /// <param name="plan">The plan, made for a CPU target.</param>
    /// <param name="state">Memory of the variables; null makes one from their present values.</param>
    /// <param name="threads">How many threads run it.</param>
    /// <exception cref="ArgumentException">The variables lie elsewhere in the memory than the plan has them.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no thread to run it.</exception>
    public Session(Plan plan, StateMemory? state = null, int threads = 1)
    {
        if (threads < 1) throw new ArgumentOutOfRangeException(nameof(threads), threads, "A session runs on one thread or more.");
        if (state is not null && plan.State.FirstMisplaced(state.Layout) is { } variable)
        {
            throw new ArgumentException(
                $"Variable '{variable.Name}' is not in this memory where the plan has it; make the memory from the plan's layout.",
                nameof(state));
        }

        Plan = plan;
        State = state ?? new StateMemory(plan.State);
        _work = new NativeBlock(plan.WorkBytes);
        _constants = [.. plan.Constants.Select(c => ConstantMemory.Of(c.Tensor))];
        _run = new PlanRun(plan, Address, Bytes, threads);
    }

    /// <summary>What it runs.</summary>
    public Plan Plan { get; }

    /// <summary>The variables' memory.</summary>
    public StateMemory State { get; }

    /// <summary>The memory of an input; write the next run's elements to it.</summary>
    /// <exception cref="ArgumentException">The plan has no such input, or its elements are of another type.</exception>
    public Span<T> Input<T>(string name) where T : unmanaged => Typed<T>(Plan.Inputs, name, "input");

    /// <summary>The memory of an output; it holds the last run's elements.</summary>
    /// <exception cref="ArgumentException">The plan has no such output, or its elements are of another type.</exception>
    public Span<T> Output<T>(string name) where T : unmanaged => Typed<T>(Plan.Outputs, name, "output");

    /// <summary>The memory of an input as bytes, whatever its element type.</summary>
    /// <exception cref="ArgumentException">The plan has no such input.</exception>
    public Span<byte> InputBytes(string name) => Bytes(Found(Plan.Inputs, name, "input").Place);

    /// <summary>The memory of an output as bytes, whatever its element type.</summary>
    /// <exception cref="ArgumentException">The plan has no such output.</exception>
    public Span<byte> OutputBytes(string name) => Bytes(Found(Plan.Outputs, name, "output").Place);

    /// <summary>Runs the plan once.</summary>
    /// <exception cref="InvalidOperationException">Another thread is running it.</exception>
    /// <exception cref="AxisIndexException">
    /// An index was outside of its axis. The run went on with the nearest element; what it gave, and what it stored in variables,
    /// holds that.
    /// </exception>
    public void Run()
    {
        Begin();
        try
        {
            _run.Run();
        }
        finally
        {
            End();
        }
    }

    /// <summary>Runs the plan some times; returns the least time of each of its steps, in their order.</summary>
    /// <param name="rounds">How many times; code that runs for the first time takes longer.</param>
    /// <inheritdoc cref="Run"/>
    public IReadOnlyList<StepTime> Measure(int rounds)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(rounds, 1);
        Begin();
        try
        {
            return _run.Measure(rounds);
        }
        finally
        {
            End();
        }
    }

    private void Begin()
    {
        if (Interlocked.Exchange(ref _isRunning, 1) != 0)
            throw new InvalidOperationException(
                "A session runs once at a time, since its inputs and outputs lie in one memory; another thread is running this one. "
                + "Give each thread a session, or use a Model.");
    }

    private void End()
    {
        Volatile.Write(ref _isRunning, 0);
        GC.KeepAlive(this);
    }

    private Span<byte> Bytes(Placement place)
    {
        if (place.Region != Region.Constant) return (place.Region == Region.State ? State.Memory : _work).Span(place.Offset, place.Length);
        var (constant, offset) = Plan.FindConstant(place);
        return _constants[constant].Span(offset, place.Length);
    }

    private nint Address(Placement place)
    {
        switch (place.Region)
        {
            case Region.State: return (nint)State.Memory.Pointer + (nint)place.Offset;
            case Region.Work: return (nint)_work.Pointer + (nint)place.Offset;
            case Region.Scratch: return (nint)place.Offset;
            default:
                var (constant, offset) = Plan.FindConstant(place);
                return (nint)_constants[constant].Pointer + (nint)offset;
        }
    }

    private Span<T> Typed<T>(IReadOnlyDictionary<string, PlacedTensor> places, string name, string kind) where T : unmanaged
    {
        var found = Found(places, name, kind);
        if (ElementTypes.Of<T>() != found.Type.Element)
            throw new ArgumentException($"The {kind} '{name}' is {found.Type}; its elements are not {typeof(T).Name}.", nameof(name));
        return MemoryMarshal.Cast<byte, T>(Bytes(found.Place));
    }

    private static PlacedTensor Found(IReadOnlyDictionary<string, PlacedTensor> places, string name, string kind) =>
        places.TryGetValue(name, out var found) ? found
            : throw new ArgumentException($"The model has no {kind} '{name}'; it has {string.Join(", ", places.Keys)}.", nameof(name));
}
