using Bantam.Graphs;
using Bantam.Onnx.Protobuf;
using Bantam.Onnx.Reading;
using Bantam.Onnx.Rows;
using Bantam.Operators.Control;
using Bantam.Tensors;
using Kind = Bantam.Onnx.Protobuf.AttributeProto.Types.AttributeType;

namespace Bantam.Onnx.Writing;

/// <summary>
/// Writes a graph: variables become initializers, constants nodes of their own. The body of a loop or a branch is a graph that sees the
/// names of the graph around it: its captures are written as what they are there.
/// </summary>
internal sealed class GraphWriter
{
    private readonly GraphProto _proto = new();
    private readonly FileNames _names;
    private readonly GraphWriter? _outer;
    private readonly Dictionary<Value, string> _renamed = [];
    private readonly Dictionary<Tensor, string> _constants = new(ReferenceEqualityComparer.Instance);

    private GraphWriter(string name, FileNames names, GraphWriter? outer) => (_proto.Name, _names, _outer) = (name, names, outer);

    /// <summary>A model's graph.</summary>
    public static GraphProto Write(Graph graph)
    {
        var writer = new GraphWriter("main", new FileNames(graph), outer: null);
        writer._proto.Input.Add(graph.Inputs.Select(writer.Info));
        return writer.Fill(graph);
    }

    /// <summary>The body of a node.</summary>
    /// <param name="body">The body.</param>
    /// <param name="captured">What its last inputs are in the graph around.</param>
    /// <param name="name">Its name.</param>
    private GraphProto WriteBody(Graph body, IReadOnlyList<string> captured, string name)
    {
        var writer = new GraphWriter(name, _names, outer: this);
        var given = body.Inputs.Count - captured.Count;
        for (var i = 0; i < captured.Count; i++) writer._renamed[body.Inputs[given + i]] = captured[i];
        writer._proto.Input.Add(body.Inputs.Take(given).Select(writer.Info));
        return writer.Fill(body);
    }

    private GraphProto Fill(Graph graph)
    {
        Value[] read = [.. graph.Nodes.SelectMany(n => n.Inputs).OfType<Value>().Concat(graph.Outputs).Distinct()];
        _proto.Initializer.Add(read.Where(v => v.Variable is not null).Select(Initializer));
        foreach (var value in read.Where(v => v.Constant is not null)) WriteConstant(value, isOutput: graph.Outputs.Contains(value));
        var used = read.ToHashSet();
        _proto.Node.Add(graph.Nodes.Select(n => Write(n, used)));
        _proto.Output.Add(graph.Outputs.Select(Output));
        var inner = graph.Nodes.SelectMany(n => n.Outputs).Where(used.Contains).Except(graph.Outputs);
        _proto.ValueInfo.Add(inner.Select(Info));
        return _proto;
    }

    /// <summary>What a value is called in the file.</summary>
    private string NameOf(Value value)
    {
        if (_outer is null) return value.Name;
        if (!_renamed.TryGetValue(value, out var name)) _renamed[value] = name = _names.OfValue(value.Name);
        return name;
    }

    private ValueInfoProto Info(Value value) => TensorWriter.Write(NameOf(value), value.Kind);

    /// <summary>An output; a body computes all of its own, and gives no input or capture as it is.</summary>
    private ValueInfoProto Output(Value value)
    {
        if (_outer is null || value.Producer is not null || value.Constant is not null) return Info(value);
        var copy = new NodeProto { Name = _names.OfNode("Identity"), OpType = "Identity", Input = { NameOf(value) } };
        copy.Output.Add(_names.OfValue(value.Name));
        _proto.Node.Add(copy);
        return TensorWriter.Write(copy.Output[0], value.Kind);
    }

    private TensorProto Initializer(Value value)
    {
        var tensor = TensorWriter.Write(value.Variable!.Value, NameOf(value));
        var kind = value.Variable.IsTrainable ? "trained" : "kept";
        tensor.MetadataProps.Add(new StringStringEntryProto { Key = Initializers.VariableKey, Value = kind });
        return tensor;
    }

    private void WriteConstant(Value value, bool isOutput)
    {
        // What a graph around has already is not written again, unless the body gives it.
        for (var around = _outer; around is not null && !isOutput; around = around._outer)
        {
            if (!around._constants.TryGetValue(value.Constant!, out var known)) continue;
            _renamed[value] = known;
            return;
        }

        var name = NameOf(value);
        _constants.TryAdd(value.Constant!, name);
        var node = new NodeProto { Name = _outer is null ? name : _names.OfNode(name), OpType = "Constant", Output = { name } };
        node.Attribute.Add(new AttributeProto { Name = "value", Type = Kind.Tensor, T = TensorWriter.Write(value.Constant!, "") });
        _proto.Node.Add(node);
    }

    private NodeProto Write(Node node, HashSet<Value> used)
    {
        var proto = new NodeProto { Name = _outer is null ? node.Name : _names.OfNode(node.Name) };
        var (row, outer) = (OperatorTable.Find(node.Operator)!, node.Operator as SubgraphOperator);
        string[] inputs = [.. node.Inputs.Select(i => i is null ? "" : NameOf(i))];
        var given = outer?.Given ?? inputs.Length;
        proto.Input.Add(inputs.Take(given).Reverse().SkipWhile(n => n.Length == 0).Reverse());
        (proto.OpType, proto.Domain) = (row.Name, row.Domain);
        if (proto.Input.Count > row.MostInputs)
            throw new NotSupportedException(
                $"{OnnxNode.Describe(proto)}: ONNX' operator has {row.MostInputs} inputs; this one is given {proto.Input.Count}. "
                + "Save the inference graph.");

        // Optional outputs that nothing reads are left out, so that whoever runs the file need not compute them.
        var least = row.NamesAll(node.Operator) ? int.MaxValue : row.LeastOutputs;
        var outputs = node.Outputs.Select((o, i) => i < least || used.Contains(o) ? NameOf(o) : "");
        proto.Output.Add(outputs.Reverse().SkipWhile(n => n.Length == 0).Reverse());
        row.Write!(node.Operator, new AttributeWriter(proto, [.. node.Inputs.Select(i => i?.Kind as TensorType)]));
        foreach (var (attribute, body) in row.Bodies.Zip(outer?.Bodies ?? []))
        {
            var graph = WriteBody(body, inputs[given..], $"{proto.Name}.{attribute}");
            proto.Attribute.Add(new AttributeProto { Name = attribute, Type = Kind.Graph, G = graph });
        }

        return proto;
    }
}
