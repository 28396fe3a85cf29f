using Bantam.Graphs;
using Bantam.Operators;
using Bantam.Operators.Control;
using Bantam.Tensors;

namespace Bantam.Transforms;

/// <summary>Rebuilds a graph node by node; a rule may put other nodes in the place of one.</summary>
public static class GraphRewriter
{
    /// <summary>The rewritten graph. Equal nodes are merged on the way and constants computed.</summary>
    /// <param name="graph">What is rebuilt.</param>
    /// <param name="rule">For a node and its rebuilt inputs the outputs that replace it, or null to keep it.</param>
    /// <param name="names">Numbers for named dimensions of the inputs.</param>
    public static Graph Rewrite(
        Graph graph, Func<Node, IReadOnlyList<Tensor?>, Tensor[]?> rule, IReadOnlyDictionary<string, int>? names = null) =>
        Rewrite(graph, new GraphBuilder { MergesEqualNodes = true }, rule, names);

    /// <summary>The graph rewritten by a builder, which may replace operators itself.</summary>
    /// <param name="graph">What is rebuilt.</param>
    /// <param name="builder">What it is written down with.</param>
    /// <param name="rule">For a node and its rebuilt inputs the outputs that replace it, or null to keep it.</param>
    /// <param name="names">Numbers for named dimensions of the inputs.</param>
    /// <param name="read">What stands for a variable, here and in bodies; null for the variable itself.</param>
    /// <param name="written">Hears which tensor stands for a value of the graph, or of a body in it.</param>
    internal static Graph Rewrite(
        Graph graph,
        GraphBuilder builder,
        Func<Node, IReadOnlyList<Tensor?>, Tensor[]?>? rule = null,
        IReadOnlyDictionary<string, int>? names = null,
        Func<Variable, Tensor?>? read = null,
        Action<Value, Tensor>? written = null)
    {
        using var scope = builder.Enter();
        var tensors = new Dictionary<Value, Tensor>();
        foreach (var input in graph.Inputs)
            tensors[input] = builder.Input(input.Name, names is null ? input.Kind : input.Kind.Bind(names));

        foreach (var node in graph.Nodes)
        {
            var inputs = node.Inputs.Select(i => i is null ? null : Find(i)).ToArray();
            using var place = builder.InPlaceOf(node);
            var outputs = rule?.Invoke(node, inputs) ?? builder.Add(Inside(node.Operator), inputs, node.Name);
            for (var i = 0; i < node.Outputs.Count; i++)
            {
                tensors[node.Outputs[i]] = outputs[i];
                written?.Invoke(node.Outputs[i], outputs[i]);
            }
        }

        foreach (var output in graph.Outputs) builder.Output(output.Name, Find(output));
        foreach (var (variable, value) in graph.Updates) builder.Update(variable, Find(value));
        return builder.Build();

        Operator Inside(Operator op) => op is SubgraphOperator outer
            ? outer.WithBodies([.. outer.Bodies.Select(b => Rewrite(b, builder.Alike(), rule, names, read, written))]) : op;

        Tensor Find(Value value) => value.Constant ?? (value.Variable is { } variable ? Read(variable) : tensors[value]);

        Tensor Read(Variable variable) => read?.Invoke(variable) ?? builder.Read(variable);
    }
}
