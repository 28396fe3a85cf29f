using Bantam.Graphs;
using Bantam.Onnx.Protobuf;
using Bantam.Tensors;

namespace Bantam.Onnx.Tests.Conformance;

/// <summary>A node test of the ONNX project: a model, inputs, and the outputs that it must give.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Model">The model's file.</param>
/// <param name="Inputs">The inputs' files, in order.</param>
/// <param name="Outputs">The outputs' files, in order.</param>
internal sealed record NodeTest(string Name, byte[] Model, IReadOnlyList<byte[]> Inputs, IReadOnlyList<byte[]> Outputs)
{
    /// <summary>Why the test fails; null where it passes.</summary>
    public string? Run(Func<Graph, IReadOnlyDictionary<string, Tensor>, IReadOnlyDictionary<string, Tensor>> execute) => Reason(() =>
    {
        var loaded = Load();
        return loaded.Judge(execute(loaded.Graph, loaded.Inputs));
    });

    /// <summary>What an action returns, or the error that it ends in.</summary>
    public static string? Reason(Func<string?> action)
    {
        try
        {
            return action();
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            return $"{error.GetType().Name}: {error.Message}";
        }
    }

    /// <summary>Reads the files.</summary>
    /// <exception cref="NotSupportedException">The model has nodes that nothing can run.</exception>
    public LoadedNodeTest Load()
    {
        var proto = ModelProto.Parser.ParseFrom(Model);
        var given = Given(proto.Graph);
        var inputs = new Dictionary<string, Tensor>();
        for (var i = 0; i < Inputs.Count; i++) inputs[given[i].Name] = NodeValue.Read(Inputs[i], given[i].Type);
        Tensor[] outputs = [.. Outputs.Select((file, i) => NodeValue.Read(file, proto.Graph.Output[i].Type))];
        var draws = RandomJudge.Of(proto.Graph, inputs, outputs);
        var graph = OnnxModel.Load(draws is null ? Model : RandomJudge.Enlarge(proto)).Graph;
        if (graph.Gaps.FirstOrDefault() is { } gap) throw new NotSupportedException(gap.ToString());
        graph.Verify();
        return new LoadedNodeTest(graph, draws?.Inputs ?? inputs, outputs, draws);
    }

    private static List<ValueInfoProto> Given(GraphProto graph)
    {
        var initializers = graph.Initializer.Select(t => t.Name).ToHashSet();
        return [.. graph.Input.Where(i => !initializers.Contains(i.Name))];
    }
}
