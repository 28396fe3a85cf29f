using Bantam.Operators;
using Bantam.Operators.Movement;
using Bantam.Operators.Sequences;
using Bantam.Tensors;

namespace Bantam.Graphs;

/// <summary>Writes down a graph, node by node, inferring types and computing at once what depends on constants only.</summary>
public sealed partial class GraphBuilder
{
    /// <summary>Up to this many elements are computed at once, unless a builder is told otherwise.</summary>
    internal const int UsuallyFoldedCount = 1 << 16;

    private const int LargestMergedCount = 64;

    [ThreadStatic]
    private static GraphBuilder? _current;

    private readonly List<Value> _inputs = [];
    private readonly List<Value> _outputs = [];
    private readonly HashSet<Value> _isOutput = [];
    private readonly List<Node> _nodes = [];
    private readonly List<(Variable, Value)> _updates = [];
    private readonly HashSet<Variable> _isUpdated = [];
    private readonly Dictionary<Variable, Tensor> _variables = [];
    private readonly Names _names = new();
    private readonly Dictionary<string, Value> _inner = [];
    private readonly Names _nodeNames = new();

    private readonly Dictionary<NodeKey, Tensor[]> _known = [];
    private readonly Dictionary<string, Value> _smallConstants = [];
    private readonly Dictionary<Tensor, Value> _largeConstants = new(ReferenceEqualityComparer.Instance);
    private string _prefix = "";
    private Node? _replaced;

    /// <summary>
    /// Whether a node equal to an earlier one, or that changes nothing, is not written. Off while a model is traced, so that it stays
    /// as written.
    /// </summary>
    public bool MergesEqualNodes { get; init; }

    /// <summary>What depends on constants only is computed at once up to this many elements.</summary>
    public int LargestFoldedCount { get; init; } = UsuallyFoldedCount;

    /// <summary>What is written down in the place of an operator on these inputs; null for the operator itself.</summary>
    internal Func<Operator, IReadOnlyList<Tensor?>, Tensor[]?>? Replace { get; init; }

    /// <summary>The builder that is recording on this thread.</summary>
    public static GraphBuilder? Current => _current;

    /// <summary>The nodes so far.</summary>
    internal IReadOnlyList<Node> Nodes => _nodes;

    /// <summary>An empty builder that does what this one does with what it is given.</summary>
    internal GraphBuilder Alike() =>
        new() { MergesEqualNodes = MergesEqualNodes, LargestFoldedCount = LargestFoldedCount, Replace = Replace };

    /// <summary>The inputs, and what nodes have computed so far.</summary>
    internal IEnumerable<Tensor> Tensors => _inputs.Concat(_nodes.SelectMany(n => n.Outputs)).Select(TensorOf);

    /// <summary>Records on this thread until the result is disposed of.</summary>
    public IDisposable Enter()
    {
        var outer = _current;
        _current = this;
        return new Scope(() => _current = outer);
    }

    /// <summary>
    /// Puts a text before the names of nodes, such as that of the layer that writes them, until the result is disposed of.
    /// </summary>
    public IDisposable Prefix(string prefix)
    {
        var outer = _prefix;
        _prefix = prefix;
        return new Scope(() => _prefix = outer);
    }

    /// <summary>
    /// Names what takes the place of a node until the result is disposed of: the node's own operator as the node, others as if the same
    /// layer had written them.
    /// </summary>
    public IDisposable InPlaceOf(Node node)
    {
        var scope = Prefix(node.Name[..(node.Name.LastIndexOf('/') + 1)]);
        _replaced = node;
        return new Scope(() =>
        {
            scope.Dispose();
            _replaced = null;
        });
    }

    /// <summary>Adds an input.</summary>
    public Tensor Input(string name, ValueKind kind)
    {
        var value = new Value(_names.Claim(name), kind);
        _inputs.Add(value);
        return new Tensor(value, this);
    }

    /// <summary>Keeps names for the values that are given them later: no name that is made up is among them.</summary>
    public void Reserve(IEnumerable<string> names) => _names.Reserve(names);

    /// <summary>Adds an output under a name.</summary>
    public void Output(string name, Tensor tensor)
    {
        var value = ValueOf(tensor);
        if (value.Constant is { } constant)
        {
            _outputs.Add(new Value(ClaimOutput(name), value.Type) { Constant = constant });
            return;
        }

        // An input or a variable may be an output as it is: under its own name.
        if (value.Producer is null && value.Name == name && _isOutput.Add(value))
        {
            _outputs.Add(value);
            return;
        }

        if (value.Producer is null || _isOutput.Contains(value)) value = Copy(value);
        _names.Release(value.Name);
        value.Name = ClaimOutput(name);
        _isOutput.Add(value);
        _outputs.Add(value);
    }

    /// <summary>The variable as a tensor of this graph.</summary>
    public Tensor Read(Variable variable)
    {
        if (_variables.TryGetValue(variable, out var tensor)) return tensor;
        if (Outer is not null) return _variables[variable] = Import(Outer.Read(variable))!;
        var value = new Value(_names.Claim(variable.Name), variable.Type) { Variable = variable };
        _inner[value.Name] = value;
        return _variables[variable] = new Tensor(value, this);
    }

    /// <summary>Gives a variable a new value at the end of each run.</summary>
    /// <exception cref="ShapeException">The value has another type.</exception>
    /// <exception cref="GraphException">The variable has a new value already.</exception>
    public void Update(Variable variable, Tensor value)
    {
        if (value.Type != variable.Type)
            throw new ShapeException($"Variable '{variable.Name}' is {variable.Type}; its new value is {value.Type}.");
        if (_isUpdated.Contains(variable))
            throw new GraphException(
            [
                $"variable '{variable.Name}': a variable is updated once in a run; this graph has a new value for it already. "
                + "Combine both to one.",
            ]);
        var recorded = ValueOf(value);
        if (recorded.Producer is null) recorded = Copy(recorded);
        _updates.Add((variable, recorded));
        _isUpdated.Add(variable);
    }

    /// <summary>Applies an operator; null inputs are absent optional ones.</summary>
    /// <param name="op">The operator.</param>
    /// <param name="inputs">What it is applied to.</param>
    /// <param name="name">The node's name; null makes one up.</param>
    /// <param name="outputs">Names of its outputs; those that are missing or empty are made up.</param>
    /// <exception cref="ShapeException">The inputs do not fit the operator; the message names the node.</exception>
    public Tensor[] Add(Operator op, IReadOnlyList<Tensor?> inputs, string? name = null, IReadOnlyList<string>? outputs = null)
    {
        name ??= _replaced?.Operator.Name == op.Name ? _replaced.Name : _prefix + op.Name;
        inputs = [.. inputs.Select(Import)];
        var constants = inputs.Select(i => i is { Kind: TensorType } ? i.Constant : null).ToArray();
        string? unique = null;
        var known = new OperatorInputs(
            [.. inputs.Select(i => i?.Kind)], constants, [.. inputs.Select(i => i?.Value?.Elements)],
            () => unique ??= _nodeNames.MakeUp(name));
        if (Replace?.Invoke(op, inputs) is { } replaced) return replaced;
        ValueKind[] kinds;
        TensorType[]? types;
        try
        {
            if (op.Unfold(inputs) is { } unfolded) return unfolded;
            kinds = op.Infer(known);
            types = Array.TrueForAll(kinds, k => k is TensorType) ? Array.ConvertAll(kinds, k => (TensorType)k) : null;
            if (types is not null && CanFold(op, inputs, constants, types)) return op.Evaluate(constants);
        }
        catch (ShapeException error)
        {
            throw error.At($"node '{name}' ({op.Name})");
        }

        if (types is not null && MergesEqualNodes && op.Simplify(inputs, types) is { } simpler) return simpler;

        var elements = types is null ? null : ShapeElements.Of(op, known, types);
        if (elements?.All(e => e.All(d => d.IsKnown)) == true) return [.. elements.Zip(types!, ShapeElements.ToTensor)];

        var values = inputs.Select(i => i is null ? null : ValueOf(i)).ToArray();
        var key = MergesEqualNodes && op.IsDeterministic ? new NodeKey(op, values) : null;
        if (key is not null && _known.TryGetValue(key, out var earlier)) return earlier;
        var node = Write(op, values, kinds, unique ?? _nodeNames.MakeUp(name), outputs, elements);
        Tensor[] results = [.. node.Outputs.Select(o => new Tensor(o, this))];
        if (key is not null) _known[key] = results;
        return results;
    }

    /// <summary>The graph, without the nodes that nothing needs.</summary>
    public Graph Build()
    {
        var needed = new HashSet<Node>();
        var open = new Stack<Node>(_outputs.Concat(_updates.Select(u => u.Item2)).Select(v => v.Producer).OfType<Node>());
        while (open.TryPop(out var node))
            if (needed.Add(node))
                foreach (var input in node.Inputs)
                    if (input?.Producer is { } producer)
                        open.Push(producer);
        return new Graph([.. _inputs], [.. _outputs], [.. _nodes.Where(needed.Contains)], [.. _updates]);
    }

    /// <summary>The value that a tensor stands for in this graph; concrete tensors become constants, and sequences of such nodes.</summary>
    internal Value ValueOf(Tensor tensor) => !tensor.IsSymbolic ? ConstantValue(tensor)
        : ReferenceEquals(tensor.Builder, this) ? tensor.Value!
        : throw new InvalidOperationException($"Tensor '{tensor.Value!.Name}' belongs to another trace; pass it in as an input.");

    /// <summary>The tensor that stands for a value of this graph; of a constant its elements.</summary>
    internal Tensor TensorOf(Value value) => value.Constant ?? new Tensor(value, this);

    private Node Write(
        Operator op, Value?[] inputs, ValueKind[] kinds, string name, IReadOnlyList<string>? outputs = null,
        IReadOnlyList<Dimension[]>? elements = null)
    {
        var node = new Node(name, op, inputs);
        node.Outputs =
        [
            .. kinds.Select((kind, i) => new Value(OutputName(node, kinds.Length, i, outputs), kind)
            {
                Producer = node, OutputIndex = i, Elements = elements?[i],
            }),
        ];
        _nodes.Add(node);
        foreach (var output in node.Outputs) _inner[output.Name] = output;
        return node;
    }

    /// <summary>A value of its own with the same elements: for an output or update that is no node's own.</summary>
    private Value Copy(Value value) =>
        Write(new Identity(), [value], [value.Kind], _nodeNames.MakeUp(_prefix + nameof(Identity))).Outputs[0];

    private Value ConstantValue(Tensor tensor)
    {
        if (tensor.Kind is not TensorType)
        {
            if (_largeConstants.TryGetValue(tensor, out var made)) return made;
            var (op, items) = SequenceOperator.Constructing(tensor);
            made = Write(op, [.. items.Select(ConstantValue)], [tensor.Kind], _nodeNames.MakeUp(_prefix + op.Name)).Outputs[0];
            return _largeConstants[tensor] = made;
        }

        // Small constants are merged by content, so that nodes on them can be; of large ones each tensor is one constant.
        var isSmall = tensor.Element != ElementType.String && tensor.Shape.ElementCount <= LargestMergedCount;
        var key = isSmall ? $"{tensor.Type} {Convert.ToHexString(tensor.Bytes)}" : null;
        GC.KeepAlive(tensor);
        if (key is null ? _largeConstants.TryGetValue(tensor, out var known) : _smallConstants.TryGetValue(key, out known)) return known;
        var value = new Value(_names.MakeUp("constant"), tensor.Type) { Constant = tensor };
        if (key is null) _largeConstants[tensor] = value;
        else _smallConstants[key] = value;
        return value;
    }

    private bool CanFold(Operator op, IReadOnlyList<Tensor?> inputs, IReadOnlyList<Tensor?> constants, TensorType[] outputs)
    {
        if (!op.IsFoldedAtOnce) return false;
        for (var i = 0; i < inputs.Count; i++)
            if (inputs[i] is not null && (constants[i] is null || !IsSmall(constants[i]!.Shape)))
                return false;
        return outputs.All(o => IsSmall(o.Shape));

        bool IsSmall(Shape shape) =>
            shape.IsKnown && shape.Aggregate(1L, (count, d) => Math.Min(count * d.Size, int.MaxValue)) <= LargestFoldedCount;
    }

    /// <summary>The name of an output, which callers see: a value inside of the graph that was named so by chance makes way.</summary>
    private string ClaimOutput(string name)
    {
        if (_inner.TryGetValue(name, out var other) && other.Name == name && !_isOutput.Contains(other))
        {
            other.Name = _names.MakeUp(name);
            _inner[other.Name] = other;
            _names.Release(name);
        }

        return _names.Claim(name);
    }

    private string OutputName(Node node, int count, int index, IReadOnlyList<string>? given) =>
        given?.ElementAtOrDefault(index) is { Length: > 0 } name ? _names.Claim(name)
        : _names.MakeUp(count == 1 ? node.Name : $"{node.Name}.{index}");

    private sealed class Scope(Action leave) : IDisposable
    {
        public void Dispose() => leave();
    }
}
