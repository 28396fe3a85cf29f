using Bantam.Graphs;
using Bantam.Onnx.Protobuf;
using Bantam.Onnx.Rows;
using Bantam.Transforms;

namespace Bantam.Onnx.Writing;

/// <summary>Writes a model as the messages of its file.</summary>
internal static class ModelWriter
{
    /// <summary>The messages.</summary>
    public static ModelProto Write(OnnxModel model)
    {
        var graph = PlainGradients.Apply(model.Graph);
        GraphVerifier.VerifySavable(graph);
        CheckSize(graph);
        var proto = new ModelProto
        {
            IrVersion = OnnxModel.SavedIrVersion,
            ProducerName = model.Producer,
            ProducerVersion = model.ProducerVersion,
            Domain = model.Domain,
            ModelVersion = model.Version,
            DocString = model.Description,
            Graph = GraphWriter.Write(graph),
        };
        var rows = graph.All.Select(n => OperatorTable.Find(n.Operator)!).ToArray();
        foreach (var domain in rows.Select(r => r.Domain).Prepend("").Distinct())
        {
            var versions = rows.Where(r => r.Domain == domain).Select(r => r.NewestRun).Append(OperatorTable.SavedVersion(domain));
            proto.OpsetImport.Add(new OperatorSetIdProto { Domain = domain, Version = versions.Min() });
        }

        proto.MetadataProps.Add(model.Metadata.Select(entry => new StringStringEntryProto { Key = entry.Key, Value = entry.Value }));
        return proto;
    }

    private static void CheckSize(Graph graph)
    {
        var bytes = graph.Variables.Sum(v => v.Type.Bytes) + Constants(graph).Sum(c => c.Type.Bytes);
        if (bytes > int.MaxValue - (1 << 20))
            throw new NotSupportedException($"An ONNX file has at most {int.MaxValue} bytes; the tensors of this model have {bytes}.");
        var missing = graph.All.Where(n => OperatorTable.Find(n.Operator) is null).Select(n => $"'{n.Name}' ({n.Operator.Name})");
        if (string.Join(", ", missing) is { Length: > 0 } names)
            throw new NotSupportedException($"ONNX of version {OnnxModel.SavedOpset} has no operators for these nodes: {names}.");
    }

    private static IEnumerable<Value> Constants(Graph graph) =>
        graph.All.SelectMany(n => n.Inputs).OfType<Value>().Concat(graph.Outputs).Distinct().Where(v => v.Constant is not null);
}
