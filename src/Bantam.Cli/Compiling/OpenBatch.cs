using Bantam.Cli.Inspection;
using Bantam.Graphs;
using Bantam.Tensors;
using Bantam.Web.Bundles;

namespace Bantam.Cli.Compiling;

/// <summary>Gives the number of samples the name by which a bundle knows it.</summary>
internal static class OpenBatch
{
    /// <summary>
    /// A graph whose inputs' first dimensions, where they are names, are named <c>batch</c>; its variables stay the same ones.
    /// </summary>
    public static Graph In(Graph graph)
    {
        var names = ModelDimensions.BatchNames(graph).Where(n => n != Bundle.BatchDimension).ToHashSet();
        if (names.Count == 0) return graph;
        return Graph.Trace([.. graph.Inputs.Select(i => (i.Name, Rename(i.Kind)))], inputs =>
            [.. graph.Inline(inputs).Zip(graph.Outputs, (tensor, output) => (output.Name, tensor))]);

        ValueKind Rename(ValueKind kind) => kind is not TensorType { IsUnknown: false } type ? kind
            : new TensorType(
                type.Element, new Shape(type.Shape.Select(d => d.Replace(name => names.Contains(name) ? Bundle.BatchDimension : name))));
    }
}
