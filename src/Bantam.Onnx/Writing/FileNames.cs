using Bantam.Graphs;

namespace Bantam.Onnx.Writing;

/// <summary>
/// Names that are each given once in a file: those of the model's own graph stay, and a number is put behind one of a body that is taken.
/// </summary>
internal sealed class FileNames
{
    private readonly HashSet<string> _values = [];
    private readonly HashSet<string> _nodes = [];

    /// <param name="graph">The model's graph.</param>
    public FileNames(Graph graph)
    {
        foreach (var value in graph.Inputs.Concat(graph.Outputs)) _values.Add(value.Name);
        foreach (var node in graph.Nodes)
        {
            _nodes.Add(node.Name);
            foreach (var value in node.Inputs.OfType<Value>().Concat(node.Outputs)) _values.Add(value.Name);
        }
    }

    /// <summary>A name for a value of a body.</summary>
    public string OfValue(string wanted) => Claim(_values, wanted);

    /// <summary>A name for a node of a body.</summary>
    public string OfNode(string wanted) => Claim(_nodes, wanted);

    private static string Claim(HashSet<string> taken, string wanted)
    {
        var name = wanted;
        for (var next = 1; !taken.Add(name); next++) name = $"{wanted}_{next}";
        return name;
    }
}
