using System.Collections.ObjectModel;
using System.Diagnostics.CodeAnalysis;
using Bantam.Graphs;
using Bantam.Kernels;
using Bantam.Lowering;
using Bantam.Operators;
using Bantam.Plans;
using Bantam.Targets.Cpu;
using Bantam.Tensors;
using Bantam.Transforms;

namespace Bantam.Execution;

/// <summary>
/// Runs a graph on tensors of any sizes that it takes: it is planned and compiled for a class of sizes when the first of them are
/// seen, and plans for sizes that have not been seen for long are let go. Any number of threads may call it at once; as many runs go
/// on at a time as there are processors, and the others wait, so that memory stays bounded. All of them read one copy of the weights.
/// </summary>
[RequiresDynamicCode("Emits IL, which ahead-of-time compiled apps cannot run: compile the model to C# instead.")]
[SuppressMessage("Design", "CA1001", Justification = "A semaphore that nobody asks for its wait handle holds nothing.")]
public sealed class GraphRunner
{
    /// <summary>How many plans are kept, for that many different sizes of inputs, and how many classes of sizes.</summary>
    public const int MostPlans = 16;

    private readonly Graph _graph;
    private readonly IReadOnlyList<Value> _taken;
    private readonly string? _numberOfRun;
    private readonly Target _target;
    private readonly StateLayout _layout;
    private readonly StateMemory _state;
    private readonly SemaphoreSlim _running = new(Math.Max(1, Environment.ProcessorCount));
    private readonly Lock _planning = new();
    private readonly Dictionary<string, Compiled> _compiled = [];
    private readonly LinkedList<PlanClass> _classes = [];
    private readonly HashSet<string> _names;
    private readonly bool _sizesDependOnNumbers;
    private readonly Lazy<PartedRunner?> _parted;
    private volatile bool _runsInParts;
    private long _clock;
    private int _runs = -1;

    /// <summary>A runner of a graph that updates no variables.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="target">What it is compiled for; null for the fastest that this processor has.</param>
    /// <param name="threads">How many threads compute one run; null for as many as there are processors. It changes the speed only.</param>
    /// <exception cref="ArgumentException">The graph updates variables: several runs at once would overwrite each other's.</exception>
    /// <exception cref="Operators.UnsupportedOperatorException">The graph has nodes that Bantam cannot compute.</exception>
    public GraphRunner(Graph graph, Target? target = null, int? threads = null)
    {
        ArgumentNullException.ThrowIfNull(graph);
        if (graph.Updates.Count > 0)
            throw new ArgumentException(
                $"A runner only infers; this graph updates the variable '{graph.Updates[0].Variable.Name}'. Train it with a Trainer.",
                nameof(graph));
        if (threads < 1) throw new ArgumentOutOfRangeException(nameof(threads), threads, "A graph runs on one thread or more.");
        if (graph.Gaps.ToArray() is { Length: > 0 } gaps) throw new Operators.UnsupportedOperatorException(gaps);
        (_taken, _target, Threads) = (graph.Inputs, target ?? CpuTargets.Best, threads ?? CpuTargets.Threads);
        if (RandomSteps.AreDrawn(graph))
        {
            graph = RandomSteps.ByInput(graph);
            _numberOfRun = graph.Inputs[^1].Name;
        }

        _graph = graph;
        _names = [.. graph.Inputs.Select(i => i.Kind).OfType<TensorType>().SelectMany(t => t.Shape.Names)];
        _sizesDependOnNumbers = graph.Nodes.SelectMany(n => n.Outputs)
            .Any(o => o.Kind is TensorType type && !type.Shape.Names.All(_names.Contains)) || graph.Nodes.Any(GraphParts.IsEvaluated);
        _parted = new(() => GraphParts.Of(graph) is { Count: > 1 } parts ? new PartedRunner(graph, parts, _target, Threads) : null);
        _layout = new StateLayout(graph.Variables);
        _state = new StateMemory(_layout);
    }

    /// <summary>How many threads compute one run.</summary>
    public int Threads { get; }

    /// <summary>How many classes of sizes it has been planned for.</summary>
    internal int Classes => _classes.Count;

    /// <summary>The outputs by name.</summary>
    /// <param name="inputs">A tensor, a sequence or an optional for each input of the graph, by name; an optional may be missing.</param>
    /// <param name="cancellationToken">Ends the wait for a processor; a run that has begun is finished.</param>
    /// <exception cref="ShapeException">An input is missing, or is not what the graph takes.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public IReadOnlyDictionary<string, Tensor> Run(
        IReadOnlyDictionary<string, Tensor> inputs, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        return Run(inputs, ReadOnlyDictionary<string, int>.Empty, cancellationToken);
    }

    /// <summary>Runs the graph, where numbers of dimensions are known that may not follow from the inputs.</summary>
    internal IReadOnlyDictionary<string, Tensor> Run(
        IReadOnlyDictionary<string, Tensor> inputs, IReadOnlyDictionary<string, int> sizes, CancellationToken cancellationToken = default)
    {
        var names = Check(inputs, sizes);
        inputs = WithNumber(inputs, Interlocked.Increment(ref _runs));
        _running.Wait(cancellationToken);
        try
        {
            if (!_runsInParts)
            {
                var compiled = Find(inputs, names);
                if (compiled.Sessions is { } sessions) return sessions.Run(name => inputs[name]);
                if (compiled.Decided is { } decided) return decided.Run(decided.Taken(inputs), cancellationToken);
                _runsInParts = true;
            }

            return _parted.Value is { } parted ? parted.Run(inputs, names) : ReferenceExecutor.Run(_graph, inputs, names);
        }
        finally
        {
            _running.Release();
        }
    }

    /// <summary>Makes sure that the graph is compiled for inputs like these, so that the first run need not do it.</summary>
    /// <inheritdoc cref="Run(IReadOnlyDictionary{string, Tensor}, CancellationToken)"/>
    public void Compile(IReadOnlyDictionary<string, Tensor> inputs) =>
        Find(WithNumber(inputs, 0), Check(inputs, ReadOnlyDictionary<string, int>.Empty));

    /// <summary>The inputs, and the number of the run where random nodes take it.</summary>
    private IReadOnlyDictionary<string, Tensor> WithNumber(IReadOnlyDictionary<string, Tensor> inputs, int run) =>
        _numberOfRun is null ? inputs : new Dictionary<string, Tensor>(inputs) { [_numberOfRun] = Tensor.Scalar(run) };

    private Dictionary<string, int> Check(IReadOnlyDictionary<string, Tensor> inputs, IReadOnlyDictionary<string, int> sizes)
    {
        var names = sizes.Where(s => _names.Contains(s.Key)).ToDictionary();
        foreach (var input in _taken)
        {
            if (!inputs.TryGetValue(input.Name, out var tensor) || tensor is null)
            {
                var given = inputs.Count == 0 ? "none" : string.Join(", ", inputs.Keys);
                if (input.Kind is OptionalType) continue;
                if (inputs.ContainsKey(input.Name)) throw new ShapeException($"Input '{input.Name}' must be {input.Kind}; it is null.");
                throw new ShapeException($"The model takes an input '{input.Name}' {input.Kind}; given are {given}.");
            }

            if (tensor.IsSymbolic) throw new ShapeException($"Input '{input.Name}' is a tensor of a trace; a run takes concrete ones.");
        }

        if (inputs.Keys.FirstOrDefault(name => _taken.All(i => i.Name != name)) is { } unknown)
            throw new ShapeException(
                $"The model has no input '{unknown}'; its inputs are {string.Join(", ", _taken.Select(i => i.Name))}.");

        // What one input says of a name may be what another one needs to say more.
        Value[] tensors = [.. _taken.Where(i => i.Kind is TensorType)];
        for (var known = -1; known < names.Count;)
        {
            known = names.Count;
            foreach (var input in tensors) input.Type.Shape.Bind(inputs[input.Name].Shape, names);
        }

        foreach (var input in tensors)
            if (input.Type.Bind(names) is var wanted && inputs[input.Name].Type is var given && wanted != given)
                throw new ShapeException($"Input '{input.Name}' must be {wanted}; it is {given}.");
        return names;
    }

    private Compiled Find(IReadOnlyDictionary<string, Tensor> inputs, Dictionary<string, int> names)
    {
        lock (_planning)
        {
            var (numbers, constants) = (names, Deciding(inputs));
            var key = string.Join(',', numbers.OrderBy(n => n.Key, StringComparer.Ordinal).Select(n => n.Value))
                + string.Concat(constants.Select(c => $";{Convert.ToHexString(c.Value.Bytes)}"));
            if (!_compiled.TryGetValue(key, out var compiled))
            {
                if (_compiled.Count >= MostPlans) _compiled.Remove(_compiled.MinBy(c => c.Value.LastUse).Key);
                _compiled[key] = compiled = Compile(numbers, constants);
            }

            compiled.LastUse = ++_clock;
            return compiled;
        }
    }

    /// <summary>
    /// The inputs whose numbers, not only their sizes, may decide about sizes: of a graph that has such, all small ones of integers.
    /// </summary>
    private Dictionary<string, Tensor> Deciding(IReadOnlyDictionary<string, Tensor> inputs) => !_sizesDependOnNumbers ? []
        : _graph.Inputs.Where(i => i.Name != _numberOfRun && i.Kind is TensorType && ShapeElements.MayDecide(inputs[i.Name].Type))
            .ToDictionary(i => i.Name, i => inputs[i.Name]);

    /// <summary>
    /// The plan for inputs of some sizes. There is none where only a run shows how large its tensors are, or some are none or hold texts,
    /// so that it runs in parts.
    /// </summary>
    private Compiled Compile(IReadOnlyDictionary<string, int> names, IReadOnlyDictionary<string, Tensor> constants)
    {
        if (names.Count > 0 && !_sizesDependOnNumbers) return new Compiled(Sessions(Class(names).Bind(names)));
        var graph = _graph.Bind(names);
        if (!graph.IsBound && constants.Count > 0) graph = _graph.Bind(names, constants);

        // What was not written down when the graph was made ready to infer is made so now.
        var isDecided = _graph.WhyDeferred is not null && graph.WhyDeferred is null;
        if (isDecided && !_graph.Variables.Any()) graph = Inference.Prepare(graph);
        return graph.IsBound && !graph.Nodes.Any(GraphParts.IsEvaluated) ? new Compiled(Sessions(CpuPlanner.Plan(graph, _target, _layout)))
            : new Compiled(null, isDecided ? new GraphRunner(graph, _target, Threads) : null);
    }

    private SessionPool Sessions(Plan plan) => new(plan, _state, Threads);

    /// <summary>Those of some inputs that the graph has.</summary>
    private Dictionary<string, Tensor> Taken(IReadOnlyDictionary<string, Tensor> inputs) =>
        _graph.Inputs.Where(i => inputs.ContainsKey(i.Name)).ToDictionary(i => i.Name, i => inputs[i.Name]);

    /// <summary>The class that sizes are of; those that were not used for longest are let go.</summary>
    private PlanClass Class(IReadOnlyDictionary<string, int> names)
    {
        var found = _classes.FirstOrDefault(c => c.Has(names)) ?? NewClass(names);
        _classes.Remove(found);
        _classes.AddFirst(found);
        if (_classes.Count > MostPlans) _classes.RemoveLast();
        return found;
    }

    private PlanClass NewClass(IReadOnlyDictionary<string, int> names)
    {
        try
        {
            return CpuPlanner.Class(_graph, _target, _layout, names);
        }
        catch (ShapeException error) when (error is not UnknownShapeException)
        {
            throw new ShapeException($"{error.Message} In this run {string.Join(", ", names.Select(n => $"{n.Key} is {n.Value}"))}.");
        }
    }

    /// <summary>A plan that runs; or what runs the graph that sizes have decided on; or neither.</summary>
    [RequiresDynamicCode("Emits IL.")]
    private sealed class Compiled(SessionPool? sessions, GraphRunner? decided = null)
    {
        public SessionPool? Sessions => sessions;

        public GraphRunner? Decided => decided;

        public long LastUse { get; set; }
    }
}
