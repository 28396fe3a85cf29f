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
    private const double Relative = 1e-3;
    private const double Absolute = 1e-5;

    /// <summary>Why the test fails; null where it passes.</summary>
    public string? Run(Func<Graph, IReadOnlyDictionary<string, Tensor>, IReadOnlyDictionary<string, Tensor>> execute)
    {
        try
        {
            var proto = ModelProto.Parser.ParseFrom(Model).Graph;
            var given = Given(proto);
            var inputs = new Dictionary<string, Tensor>();
            for (var i = 0; i < Inputs.Count; i++) inputs[given[i].Name] = NodeValue.Read(Inputs[i], given[i].Type);
            var graph = OnnxModel.Load(Model).Graph;
            if (graph.Gaps.FirstOrDefault() is { } gap) return gap.ToString();
            graph.Verify();
            var outputs = execute(graph, inputs);
            for (var i = 0; i < Outputs.Count; i++)
            {
                var difference = TensorAssert.Difference(
                    NodeValue.Read(Outputs[i], proto.Output[i].Type), outputs[graph.Outputs[i].Name], Relative, Absolute);
                if (difference is not null) return $"output {i}: {difference}";
            }

            return null;
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            return $"{error.GetType().Name}: {error.Message}";
        }
    }

    private static List<ValueInfoProto> Given(GraphProto graph)
    {
        var initializers = graph.Initializer.Select(t => t.Name).ToHashSet();
        return [.. graph.Input.Where(i => !initializers.Contains(i.Name))];
    }
}
