using Bantam.Graphs;
using Bantam.Tensors;

namespace Bantam.Onnx.Tests.Conformance;

/// <summary>A node test that can be run.</summary>
/// <param name="Graph">The model.</param>
/// <param name="Inputs">The inputs by name.</param>
/// <param name="Outputs">The outputs that it must give, in order.</param>
/// <param name="Draws">Where the model draws random numbers, what judges them in the place of the outputs.</param>
internal sealed record LoadedNodeTest(
    Graph Graph, IReadOnlyDictionary<string, Tensor> Inputs, IReadOnlyList<Tensor> Outputs, RandomJudge? Draws)
{
    private const double Relative = 1e-3;
    private const double Absolute = 1e-5;

    /// <summary>What is wrong with what the model gave, by name; null where nothing is.</summary>
    public string? Judge(IReadOnlyDictionary<string, Tensor> outputs)
    {
        Tensor[] actual = [.. Outputs.Select((_, i) => outputs[Graph.Outputs[i].Name])];
        if (Draws is not null) return Draws.Judge(actual);
        for (var i = 0; i < Outputs.Count; i++)
        {
            if (TensorAssert.Difference(Outputs[i], actual[i], Relative, Absolute) is { } difference) return $"output {i}: {difference}";
        }

        return null;
    }

    /// <summary>
    /// The graph with numbers for names, as a plan needs it. Where shapes depend on what inputs say, those behind the first one become
    /// constants; null where that does not help.
    /// </summary>
    public Graph? Bind()
    {
        var names = Executors.Dimensions(Graph, Inputs);
        var bound = Graph.Bind(names);
        if (bound.IsBound) return bound;
        bound = Graph.Bind(names, Graph.Inputs.Skip(1).ToDictionary(i => i.Name, i => Inputs[i.Name]));
        return bound.IsBound ? bound : null;
    }
}
