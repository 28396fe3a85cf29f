using Bantam.Graphs;
using Bantam.Onnx.Protobuf;
using Bantam.Onnx.Reading;
using Bantam.Onnx.Rows;

namespace Bantam.Onnx.Writing;

/// <summary>Writes a model as the messages of its file. Variables become initializers, constants become nodes of their own.</summary>
internal static class ModelWriter
{
    /// <summary>The messages.</summary>
    public static ModelProto Write(OnnxModel model)
    {
        GraphVerifier.VerifySavable(model.Graph);
        CheckSize(model.Graph);
        var proto = new ModelProto
        {
            IrVersion = OnnxModel.SavedIrVersion,
            ProducerName = model.Producer,
            ProducerVersion = model.ProducerVersion,
            Domain = model.Domain,
            ModelVersion = model.Version,
            DocString = model.Description,
            Graph = Write(model.Graph),
        };
        var versions = model.Graph.Nodes.Select(n => OperatorTable.Find(n.Operator)!.NewestRun);
        proto.OpsetImport.Add(new OperatorSetIdProto { Domain = "", Version = versions.Append(OnnxModel.SavedOpset).Min() });
        proto.MetadataProps.Add(model.Metadata.Select(entry => new StringStringEntryProto { Key = entry.Key, Value = entry.Value }));
        return proto;
    }

    private static void CheckSize(Graph graph)
    {
        var bytes = graph.Variables.Sum(v => v.Type.Bytes) + Constants(graph).Sum(c => c.Type.Bytes);
        if (bytes > int.MaxValue - (1 << 20))
            throw new NotSupportedException($"An ONNX file has at most {int.MaxValue} bytes; the tensors of this model have {bytes}.");
        var missing = graph.Nodes.Where(n => OperatorTable.Find(n.Operator) is null).Select(n => $"'{n.Name}' ({n.Operator.Name})");
        if (string.Join(", ", missing) is { Length: > 0 } names)
            throw new NotSupportedException($"ONNX of version {OnnxModel.SavedOpset} has no operators for these nodes: {names}.");
    }

    private static GraphProto Write(Graph graph)
    {
        var proto = new GraphProto { Name = "main" };
        proto.Input.Add(graph.Inputs.Select(i => TensorWriter.Write(i.Name, i.Type)));
        proto.Output.Add(graph.Outputs.Select(o => TensorWriter.Write(o.Name, o.Type)));
        proto.Initializer.Add(Read(graph).Where(v => v.Variable is not null).Select(Initializer));
        proto.Node.Add(Constants(graph).Select(Constant));
        var used = Read(graph).Select(v => v.Name).ToHashSet();
        proto.Node.Add(graph.Nodes.Select(n => Write(n, used)));
        var inner = graph.Nodes.SelectMany(n => n.Outputs).Where(v => used.Contains(v.Name)).Except(graph.Outputs);
        proto.ValueInfo.Add(inner.Select(v => TensorWriter.Write(v.Name, v.Type)));
        return proto;
    }

    private static TensorProto Initializer(Value value)
    {
        var tensor = TensorWriter.Write(value.Variable!.Value, value.Name);
        var kind = value.Variable.IsTrainable ? "trained" : "kept";
        tensor.MetadataProps.Add(new StringStringEntryProto { Key = Initializers.VariableKey, Value = kind });
        return tensor;
    }

    private static NodeProto Constant(Value value)
    {
        var node = new NodeProto { Name = value.Name, OpType = "Constant", Output = { value.Name } };
        var tensor = TensorWriter.Write(value.Constant!, "");
        node.Attribute.Add(new AttributeProto { Name = "value", Type = AttributeProto.Types.AttributeType.Tensor, T = tensor });
        return node;
    }

    private static NodeProto Write(Node node, HashSet<string> used)
    {
        var proto = new NodeProto { Name = node.Name };
        proto.Input.Add(node.Inputs.Select(i => i?.Name ?? "").Reverse().SkipWhile(n => n.Length == 0).Reverse());
        var row = OperatorTable.Find(node.Operator)!;
        proto.OpType = row.Name;
        if (proto.Input.Count > row.MostInputs)
            throw new NotSupportedException(
                $"{OnnxNode.Describe(proto)}: ONNX' operator has {row.MostInputs} inputs; this one is given {proto.Input.Count}. "
                + "Save the inference graph.");

        // Optional outputs that nothing reads are left out, so that whoever runs the file need not compute them.
        var outputs = node.Outputs.Select((o, i) => i < row.LeastOutputs || used.Contains(o.Name) ? o.Name : "");
        proto.Output.Add(outputs.Reverse().SkipWhile(n => n.Length == 0).Reverse());
        row.Write!(node.Operator, new AttributeWriter(proto, [.. node.Inputs.Select(i => i?.Type)]));
        return proto;
    }

    private static IEnumerable<Value> Read(Graph graph) =>
        graph.Nodes.SelectMany(n => n.Inputs).OfType<Value>().Concat(graph.Outputs).Distinct();

    private static IEnumerable<Value> Constants(Graph graph) => Read(graph).Where(v => v.Constant is not null);
}
