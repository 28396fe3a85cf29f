using System.Text;

namespace Bantam.Graphs;

/// <summary>Graphs as text: inputs, a line a node, outputs and updates.</summary>
public static class GraphPrinter
{
    /// <summary>The text of a graph.</summary>
    public static string Print(Graph graph)
    {
        var text = new StringBuilder();
        text.Append("graph(").AppendJoin(", ", graph.Inputs).Append(")\n");
        foreach (var node in graph.Nodes) text.Append("  ").Append(node).Append('\n');
        foreach (var (variable, value) in graph.Updates)
            text.Append("  update ").Append(variable.Name).Append(" = ").Append(value.Name).Append('\n');
        text.Append("  return ").AppendJoin(", ", graph.Outputs.Select(o => o.Name)).Append('\n');
        return text.ToString();
    }
}
