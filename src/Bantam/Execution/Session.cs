using System.Diagnostics.CodeAnalysis;
using Bantam.Graphs;
using Bantam.Kernels;
using Bantam.Lowering;
using Bantam.Operators;
using Bantam.Targets.Cpu;
using Bantam.Tensors;

namespace Bantam.Execution;

/// <summary>
/// A plan with memory, ready to run on this processor. Inputs and outputs are written and read where the plan has them, so kernels
/// run without copies and allocations; a <see cref="HostStep"/> makes both. Not for use by several threads at once; it uses several
/// threads itself.
/// </summary>
[RequiresDynamicCode("Emits IL, which ahead-of-time compiled apps cannot run.")]
[RequiresUnreferencedCode("Looks vector methods up by name.")]
public sealed unsafe class Session
{
    private readonly PinnedMemory _work;
    private readonly List<object> _segments = [];

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
            throw new ArgumentException($"Variable '{variable.Name}' is not in this memory where the plan has it; make the memory from the plan's layout.", nameof(state));
        Plan = plan;
        State = state ?? new StateMemory(plan.State);
        _work = new PinnedMemory(plan.WorkBytes);
        foreach (var (tensor, place) in plan.Constants) tensor.Bytes.CopyTo(Span(place));
        var calls = new List<KernelCall>();
        foreach (var step in plan.Steps)
        {
            if (step is KernelCall call)
            {
                calls.Add(call);
                continue;
            }

            Flush(calls, threads);
            _segments.Add(step);
        }

        Flush(calls, threads);
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
    public Span<byte> InputBytes(string name) => Span(Found(Plan.Inputs, name, "input").Place);

    /// <summary>The memory of an output as bytes, whatever its element type.</summary>
    /// <exception cref="ArgumentException">The plan has no such output.</exception>
    public Span<byte> OutputBytes(string name) => Span(Found(Plan.Outputs, name, "output").Place);

    /// <summary>Runs the plan once.</summary>
    public void Run()
    {
        foreach (var segment in _segments)
        {
            if (segment is Segment kernels) kernels.Team.Run(kernels.Driver, (nint)State.Memory.Pointer, (nint)_work.Pointer);
            else Run((HostStep)segment);
        }

        GC.KeepAlive(this);
    }

    private void Flush(List<KernelCall> calls, int threads)
    {
        if (calls.Count > 0)
        {
            var isThreaded = threads > 1 && calls.Any(c => !c.IsSerial);
            _segments.Add(new Segment(CpuDrivers.Emit(calls, isThreaded), WorkerTeam.Of(isThreaded ? threads : 1)));
        }

        calls.Clear();
    }

    private void Run(HostStep step)
    {
        var inputs = step.Inputs.Select((place, i) => place is { } p ? Load(step.Node.Inputs[i]!.Type, p) : null).ToArray();
        var outputs = step.Node.Operator.Evaluate(inputs);
        for (var i = 0; i < outputs.Length; i++) outputs[i].Bytes.CopyTo(Span(step.Outputs[i]));
    }

    private Tensor Load(TensorType type, Placement place)
    {
        var tensor = new Tensor(type);
        Span(place).CopyTo(tensor.Bytes);
        return tensor;
    }

    private Span<byte> Span(Placement place) =>
        (place.Region == Region.State ? State.Memory : _work).Span(place.Offset, place.Length);

    private Span<T> Typed<T>(IReadOnlyDictionary<string, (TensorType Type, Placement Place)> places, string name, string kind) where T : unmanaged
    {
        var found = Found(places, name, kind);
        if (ElementTypes.Of<T>() != found.Type.Element)
            throw new ArgumentException($"The {kind} '{name}' is {found.Type}; its elements are not {typeof(T).Name}.", nameof(name));
        return System.Runtime.InteropServices.MemoryMarshal.Cast<byte, T>(Span(found.Place));
    }

    private static (TensorType Type, Placement Place) Found(
        IReadOnlyDictionary<string, (TensorType Type, Placement Place)> places, string name, string kind) =>
        places.TryGetValue(name, out var found) ? found
            : throw new ArgumentException($"The model has no {kind} '{name}'; it has {string.Join(", ", places.Keys)}.", nameof(name));

    /// <summary>Kernels that run one after the other, and the threads that do.</summary>
    private sealed record Segment(CpuDriver Driver, WorkerTeam Team);
}
