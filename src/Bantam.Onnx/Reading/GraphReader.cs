using Bantam.Graphs;
using Bantam.Onnx.Protobuf;
using Bantam.Onnx.Rows;
using Bantam.Operators;
using Bantam.Tensors;

namespace Bantam.Onnx.Reading;

/// <summary>Builds a graph from that of a file, node by node.</summary>
internal sealed partial class GraphReader
{
    /// <summary>What a node takes at least.</summary>
    internal const int BytesOfNode = 1024;

    private const int LargestFoldedCount = 1024;
    private const int MostInputs = 1024;
    private readonly GraphBuilder _builder = new() { LargestFoldedCount = LargestFoldedCount };
    private readonly ReadContext _context;
    private readonly FunctionReader _functions;
    private readonly ModelProto _model;
    private readonly CustomOperators _custom;
    private string? _undecided;
    private bool _isDecidedNow;
    private Initializers _initializers = null!;
    private IReadOnlyList<NodeProto> _nodes = [];

    private GraphReader(ModelProto model, ReadContext context)
    {
        (_model, _context) = (model, context);
        _functions = new FunctionReader(model, context, ReadNodes);
        _custom = new CustomOperators(context.Options.Operators);
    }

    /// <summary>The graph of a model.</summary>
    /// <param name="model">The model.</param>
    /// <param name="opsets">The versions of operators that it speaks.</param>
    /// <param name="context">Where it comes from.</param>
    /// <param name="updates">Which value of the graph each run gives to which initializer.</param>
    public static Graph Read(
        ModelProto model, IReadOnlyDictionary<string, int> opsets, ReadContext context,
        IReadOnlyDictionary<string, string>? updates = null)
    {
        try
        {
            // A step of training is written down once.
            return Read(model, opsets, context, updates ?? new Dictionary<string, string>(), isDecidedNow: updates is { Count: > 0 });
        }
        catch (ShapeException error)
        {
            throw context.Error(error.Where, error.Rule, error);
        }
    }

    private static Graph Read(
        ModelProto model, IReadOnlyDictionary<string, int> opsets, ReadContext context, IReadOnlyDictionary<string, string> updates,
        bool isDecidedNow)
    {
        var reader = new GraphReader(model, context) { _isDecidedNow = isDecidedNow };
        var scope = new Scope { Opsets = opsets };
        using var recording = reader._builder.Enter();
        reader.Read(model.Graph, scope);
        foreach (var (initializer, value) in updates) reader.Update(initializer, value, scope);
        var graph = reader._builder.Build();
        if (reader._undecided is not { } reason || graph.Gaps.Any()) return graph;
        return reader.Defer(graph, scope, reason) ?? Read(model, opsets, context.Again(), updates, isDecidedNow: true);
    }

    private void Update(string initializer, string value, Scope scope)
    {
        var where = $"update of '{initializer}'";
        var (_, result) = (Find(initializer, scope, where), Find(value, scope, where)!);
        var variable = _initializers.VariableOf(initializer)
            ?? throw _context.Error(where, "what an update changes is a dense initializer of the model or of the training algorithm.");
        if (result.Kind.IsUnknown) return;
        if (result.Kind is not TensorType type || type != variable.Type)
            throw _context.Error(where, $"an initializer keeps its type, {variable.Type}; its new value '{value}' is {result.Kind}.");
        _builder.Update(variable, result);
    }

    private void Read(GraphProto graph, Scope scope)
    {
        _initializers = new Initializers(graph, scope.Opsets, _context);
        Declare(graph, scope);
        foreach (var input in graph.Input) ReadInput(input, scope);
        _nodes = NodeOrder.Of(graph.Node);
        ReadNodes(_nodes, scope);

        if (graph.Output.Count == 0) throw _context.Error(null, "a graph has outputs; this one has none.");
        var names = new HashSet<string>();
        foreach (var output in graph.Output)
        {
            var where = $"output '{output.Name}'";
            if (!names.Add(output.Name)) throw _context.Error(where, "an output is given once; this one is given again.");
            var tensor = Find(output.Name, scope, where)!;
            var declared = TypeReader.Read(output, _context).Kind as TensorType;
            if (declared is { IsUnknown: false } && tensor.Kind is TensorType { IsUnknown: false } && declared.Element != tensor.Element)
                throw _context.Error(where, $"the file says that its elements are {declared.Element}; its node gives {tensor.Element}.");
            _builder.Output(output.Name, tensor);
        }
    }

    /// <summary>Writes down the body of a loop or a branch: a graph that sees what lies around it.</summary>
    /// <param name="graph">The body.</param>
    /// <param name="given">A tensor for each of its inputs.</param>
    /// <param name="outer">What lies around.</param>
    private Tensor[] ReadBody(GraphProto graph, IReadOnlyList<Tensor> given, Scope outer)
    {
        if (graph.Input.Count != given.Count)
            throw _context.Error(
                $"graph '{graph.Name}'", $"the operator gives its body {given.Count} inputs; this one takes {graph.Input.Count}.");
        var scope = new Scope
        {
            Opsets = outer.Opsets, Arguments = outer.Arguments, Defaults = outer.Defaults,
            Prefix = outer.Prefix, Depth = outer.Depth, Outer = outer,
        };
        foreach (var value in graph.ValueInfo.Concat(graph.Output)) scope.Declared[value.Name] = TypeReader.Read(value, _context).Kind;
        for (var i = 0; i < given.Count; i++) scope.Values[graph.Input[i].Name] = given[i];
        foreach (var tensor in graph.Initializer)
        {
            if (TensorReader.Obstacle(tensor) is { } obstacle) throw new GapException($"initializer '{tensor.Name}': {obstacle}.");
            scope.Values[tensor.Name] = TensorReader.Read(tensor, _context, $"initializer '{tensor.Name}'");
        }

        ReadNodes(NodeOrder.Of(graph.Node), scope);
        return [.. graph.Output.Select(o => Find(o.Name, scope, $"output '{o.Name}'")!)];
    }

    /// <summary>Writes down once more what leads to a value of the model's graph, from other tensors.</summary>
    /// <param name="value">The value.</param>
    /// <param name="given">What takes the place of some values, by name.</param>
    /// <param name="reader">The node that asks for it; those behind it do not lead to it.</param>
    /// <param name="around">What lies around that node.</param>
    private Tensor ReadAgain(string value, IReadOnlyDictionary<string, Tensor> given, NodeProto reader, Scope around)
    {
        NodeProto[] before = [.. _nodes.TakeWhile(n => !ReferenceEquals(n, reader))];
        if (before.Length == _nodes.Count) throw new GapException("it is in a body or a function; it means values of the model's graph.");
        var (wanted, nodes) = (new HashSet<string> { value }, new Stack<NodeProto>());
        foreach (var node in before.Reverse())
        {
            if (!node.Output.Any(o => wanted.Contains(o) && !given.ContainsKey(o))) continue;
            nodes.Push(node);
            wanted.UnionWith(node.Input);
        }

        var scope = new Scope { Opsets = around.Opsets, Prefix = $"{Named(reader, around) ?? reader.OpType}/", Outer = around };
        foreach (var (name, tensor) in given) scope.Values[name] = tensor;
        ReadNodes(nodes, scope);
        return Find(value, scope, OnnxNode.Describe(reader))!;
    }

    private void ReadInput(ValueInfoProto input, Scope scope)
    {
        // Files of the early format versions list the weights among the inputs.
        if (_initializers.Contains(input.Name)) return;
        var (kind, reason) = TypeReader.Read(input, _context);
        if (reason is not null) scope.Reasons[input.Name] = reason;
        if (input.Name.Length == 0) throw _context.Error(null, "an input has a name; this one's is empty.");
        _context.Take(BytesOfNode, input.Name, "an input");
        if (!scope.Values.TryAdd(input.Name, _builder.Input(input.Name, kind)))
            throw _context.Error($"input '{input.Name}'", "an input is given once; this one is given again.");
    }

    private void ReadNodes(IEnumerable<NodeProto> nodes, Scope scope)
    {
        foreach (var node in nodes)
        {
            var where = OnnxNode.Describe(node);
            _context.Take(BytesOfNode + BytesOfPrefixes(node, scope), where, "a node");
            if (node.OpType.Length == 0) throw _context.Error(where, "a node has an operator; this one has none.");
            if (node.Input.Count > MostInputs)
                throw _context.Error(
                    where, $"a node with more than {MostInputs} inputs is not read; this one has {node.Input.Count}.");
            var inputs = new List<Tensor?>();
            foreach (var name in node.Input) inputs.Add(name.Length == 0 ? null : Find(name, scope, where));
            while (inputs.Count > 0 && inputs[^1] is null) inputs.RemoveAt(inputs.Count - 1);

            var outputs = Read(node, inputs, scope);
            for (var i = 0; i < node.Output.Count; i++)
            {
                var output = node.Output[i];
                if (output.Length == 0) continue;
                if (i >= outputs.Length)
                    throw _context.Error(where, $"this operator has {outputs.Length} outputs; the node names {node.Output.Count}.");
                if (_initializers.Contains(output) && scope.Depth == 0 && scope.Outer is null || !scope.Values.TryAdd(output, outputs[i]))
                    throw _context.Error(where, $"a value is computed once; '{output}' is computed again.");
            }
        }
    }

    private Tensor[] Read(NodeProto node, IReadOnlyList<Tensor?> inputs, Scope scope)
    {
        var attributes = _functions.Attributes(node, scope);
        if (_functions.Call(node, attributes, inputs, scope) is { } results) return results;
        var domain = node.Domain == "ai.onnx" ? "" : node.Domain;
        var isSpoken = scope.Opsets.TryGetValue(domain, out var version);
        var custom = isSpoken ? _custom.Find(domain, node.OpType, version) : null;
        var row = isSpoken ? custom ?? OperatorTable.Find(domain, node.OpType, version) : null;

        // An operator that nobody knows is a gap of its own, also where its inputs are lost in another one.
        if (isSpoken && row is null) return Hole(node, inputs, OperatorTable.WhyMissing(domain, node.OpType, version), false, scope);
        var lost = Enumerable.Range(0, inputs.Count).Where(i => inputs[i] is { Kind.IsUnknown: true }).ToArray();
        var unspoken = $"the file does not say which version of the domain '{domain}' it speaks; "
            + "a node's domain is among the opset imports.";
        if (lost.Length > 0)
        {
            // The file is looked at for its gaps already, and this is one more.
            if (!isSpoken) return Hole(node, inputs, unspoken, false, scope);
            var input = node.Input[lost[0]];
            return lost.Select(i => scope.Reasons.GetValueOrDefault(node.Input[i])).FirstOrDefault(r => r is not null) is { } why
                ? Hole(node, inputs, $"its input '{input}': {why}.", false, scope)
                : Hole(node, inputs, $"the type of its input '{input}' is not known.", true, scope);
        }

        if (row is null) throw _context.Error(OnnxNode.Describe(node), unspoken);
        try
        {
            var (name, outputNames) = (Named(node, scope), OutputNames(node, scope));
            var reading = new OnnxNode(GraphBuilder.Current!, _context, node, attributes, name, version, outputNames, inputs, Body, Again);
            if (version < 6) reading.Attributes.Ignore("consumed_inputs");
            var outputs = row.Read(reading);
            var unasked = reading.Attributes.Unasked.ToArray();
            if (unasked.Length == 0) return outputs;
            var names = string.Join("', '", unasked);
            throw _context.Error(
                reading.Where, custom is null ? $"{node.OpType} of version {version} has no attribute '{names}'."
                    : $"the operator that was registered never asks for the attribute '{names}'. Where an attribute makes no difference, "
                    + $"say node.Ignore(\"{unasked[0]}\").");
        }
        catch (UndecidedException undecided)
        {
            // Where nothing more will be known it is a gap.
            _undecided ??= $"{OnnxNode.Describe(node)}: {undecided.Message}";
            return Hole(node, inputs, undecided.Message, isConsequence: !_isDecidedNow, scope);
        }
        catch (GapException gap)
        {
            return Hole(node, inputs, gap.Message, false, scope);
        }
        catch (UnknownShapeException error)
        {
            return Hole(node, inputs, error.Rule, false, scope);
        }
        catch (ShapeException error)
        {
            // Of a node with a body it may be one in the body, which is named already.
            if (error.Where is not null && node.Attribute.Any(a => a.G is not null)) throw;
            throw error.At(OnnxNode.Describe(node));
        }
        catch (ArithmeticException error)
        {
            var rule = $"its attributes and shapes are too large to compute with ({error.Message}).";
            throw _context.Error(OnnxNode.Describe(node), rule, error);
        }

        Tensor[] Body(GraphProto graph, IReadOnlyList<Tensor> given) => ReadBody(graph, given, scope);

        Tensor Again(string value, IReadOnlyDictionary<string, Tensor> given) => ReadAgain(value, given, node, scope);
    }

    /// <summary>Keeps a node that cannot be computed as a hole, with the types that the file declares for its outputs.</summary>
    private Tensor[] Hole(NodeProto node, IReadOnlyList<Tensor?> inputs, string reason, bool isConsequence, Scope scope)
    {
        var types = node.Output.Select(o => scope.Declared.GetValueOrDefault(o) ?? TensorType.Unknown).ToArray();
        var attributes = string.Join(", ", node.Attribute.Select(AttributeReader.Describe));
        var hole = new UnknownOperator(node.Domain, node.OpType, attributes, reason, isConsequence, types) { File = _context.File };
        return GraphBuilder.Current!.Add(hole, inputs, Named(node, scope), OutputNames(node, scope));
    }

    private Tensor? Find(string name, Scope scope, string where)
    {
        if (scope.Values.TryGetValue(name, out var tensor)) return tensor;
        if (scope.Outer is { } outer) return Find(name, outer, where);
        if (scope.Depth == 0 && _initializers.Find(name, _builder, scope) is { } initializer)
        {
            scope.Values[name] = initializer;
            return initializer;
        }

        throw _context.Error(where, $"it needs '{name}', which is no input, no initializer, and no output of a node before it.");
    }

    /// <summary>
    /// What a function's nodes take besides what the file has of them: names of their own, which begin with those of all calls around.
    /// </summary>
    private static long BytesOfPrefixes(NodeProto node, Scope scope) =>
        (long)sizeof(char) * scope.Prefix.Length * (1 + node.Output.Count);

    private static string? Named(NodeProto node, Scope scope)
    {
        if (node.Name.Length > 0) return scope.Prefix + node.Name;
        return scope.Prefix.Length > 0 ? scope.Prefix + node.OpType : null;
    }

    private static string[] OutputNames(NodeProto node, Scope scope) => [.. node.Output.Select(o => o.Length == 0 ? "" : scope.Prefix + o)];
}
