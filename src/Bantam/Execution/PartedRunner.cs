using System.Diagnostics.CodeAnalysis;
using Bantam.Graphs;
using Bantam.Kernels;
using Bantam.Operators;
using Bantam.Tensors;

namespace Bantam.Execution;

/// <summary>
/// Runs a graph part after part: nodes that show sizes, or deal with sequences, are evaluated; what follows is planned for a class of
/// sizes.
/// </summary>
[RequiresDynamicCode("Emits IL, which ahead-of-time compiled apps cannot run.")]
internal sealed class PartedRunner(Graph graph, IReadOnlyList<Graph> parts, Target target, int threads)
{
    private readonly GraphRunner[] _runners = [.. parts.Select(s => new GraphRunner(s, target, threads))];

    /// <summary>The outputs by name.</summary>
    /// <param name="inputs">The inputs by name.</param>
    /// <param name="names">The numbers of named dimensions, as far as they follow from the inputs.</param>
    public Dictionary<string, Tensor> Run(IReadOnlyDictionary<string, Tensor> inputs, IReadOnlyDictionary<string, int> names)
    {
        var (known, sizes) = (new Dictionary<string, Tensor>(inputs), new Dictionary<string, int>(names));
        foreach (var (part, runner) in parts.Zip(_runners))
        {
            var given = part.Inputs.Where(i => known.ContainsKey(i.Name)).ToDictionary(i => i.Name, i => known[i.Name]);
            var outputs = runner.Run(given, sizes);
            foreach (var output in part.Outputs)
            {
                known[output.Name] = outputs[output.Name];
                if (output.Kind is TensorType type) type.Shape.Bind(outputs[output.Name].Shape, sizes);
            }
        }

        return graph.Outputs.ToDictionary(o => o.Name, Find);

        Tensor Find(Value output) => output.Constant ?? output.Variable?.Value ?? (output.Elements is { } elements
            ? ShapeElements.ToTensor([.. elements.Select(e => e.Bind(sizes))], output.Type)
            : known[output.Name]);
    }
}
