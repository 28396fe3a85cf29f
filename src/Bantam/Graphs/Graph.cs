using Bantam.Operators;
using Bantam.Operators.Control;
using Bantam.Tensors;

namespace Bantam.Graphs;

/// <summary>
/// A computation: values, and nodes in an order in which each comes after what it needs. Updates say which variables take on new
/// values; all nodes read the old ones. A graph does not change once it is built.
/// </summary>
public sealed class Graph
{
    internal Graph(
        IReadOnlyList<Value> inputs, IReadOnlyList<Value> outputs, IReadOnlyList<Node> nodes, IReadOnlyList<(Variable, Value)> updates)
    {
        Inputs = inputs;
        Outputs = outputs;
        Nodes = nodes;
        Updates = updates;
    }

    /// <summary>What is given to each run.</summary>
    public IReadOnlyList<Value> Inputs { get; }

    /// <summary>What each run returns.</summary>
    public IReadOnlyList<Value> Outputs { get; }

    /// <summary>The nodes in topological order.</summary>
    public IReadOnlyList<Node> Nodes { get; }

    /// <summary>The variables that a run changes, and to what.</summary>
    public IReadOnlyList<(Variable Variable, Value Value)> Updates { get; }

    /// <summary>The variables that the graph reads or updates.</summary>
    public IEnumerable<Variable> Variables => Nodes.SelectMany(n => n.Inputs).Concat(Outputs).Select(v => v?.Variable)
        .Concat(Updates.Select(u => u.Variable)).OfType<Variable>().Distinct();

    /// <summary>
    /// Whether all values are tensors of shapes in numbers: none depends on a name that is not bound, or on what a node computes.
    /// </summary>
    public bool IsBound =>
        Inputs.Concat(Nodes.SelectMany(n => n.Outputs)).All(v => v.Kind is TensorType { Shape.IsKnown: true }) && WhyDeferred is null;

    /// <summary>
    /// Why what the graph computes depends on sizes or numbers that are not known, as a sentence; null where it does not. It is bound
    /// to numbers before it is planned.
    /// </summary>
    public string? WhyDeferred => All.Select(n => n.Operator).OfType<Deferred>().FirstOrDefault()?.Reason;

    /// <summary>
    /// The nodes that Bantam cannot compute, where the graph was read from a file that has such; the graph cannot be planned then.
    /// </summary>
    public IEnumerable<Gap> Gaps =>
        All.Select(n => n.Operator is UnknownOperator { IsConsequence: false } hole ? hole.Gap(n.Name) : null).OfType<Gap>();

    /// <summary>The nodes, and those of the bodies of loops and branches.</summary>
    public IEnumerable<Node> All =>
        Nodes.SelectMany(n => n.Operator is SubgraphOperator outer ? outer.Bodies.SelectMany(b => b.All).Prepend(n) : [n]);

    /// <summary>
    /// The graph with some of its outputs only, and without the nodes that nothing needs then. Its inputs and updates stay.
    /// </summary>
    /// <param name="names">The names of the outputs, in the order in which they shall be.</param>
    /// <exception cref="ArgumentException">It has no such output, or one is named twice, or none is.</exception>
    public Graph WithOutputs(params IReadOnlyList<string> names)
    {
        ArgumentNullException.ThrowIfNull(names);
        if (names.Count == 0) throw new ArgumentException("A graph has outputs; none is named.", nameof(names));
        if (names.GroupBy(n => n).FirstOrDefault(g => g.Count() > 1) is { } twice)
            throw new ArgumentException($"An output is named once; '{twice.Key}' is named again.", nameof(names));
        Value[] outputs = [.. names.Select(n => Outputs.FirstOrDefault(o => o.Name == n) ?? throw new ArgumentException(
            $"The graph has no output '{n}'; its outputs are {string.Join(", ", Outputs.Select(o => o.Name))}.", nameof(names)))];
        var needed = outputs.Concat(Updates.Select(u => u.Value)).Select(v => v.Producer).OfType<Node>().ToHashSet();
        foreach (var node in Nodes.Reverse())
            if (needed.Contains(node))
                needed.UnionWith(node.Inputs.Select(i => i?.Producer).OfType<Node>());
        return new Graph(Inputs, outputs, [.. Nodes.Where(needed.Contains)], Updates);
    }

    /// <summary>The graph with more inputs, of which it reads nothing.</summary>
    /// <param name="like">Inputs of another graph with their names and types; names that this graph has are changed.</param>
    internal Graph WithInputs(IEnumerable<Value> like)
    {
        var names = new Names();
        names.Reserve(Inputs.Concat(Nodes.SelectMany(n => n.Outputs)).Concat(Outputs).Select(v => v.Name));
        return new Graph([.. Inputs, .. like.Select(v => new Value(names.MakeUp(v.Name), v.Kind))], Outputs, Nodes, Updates);
    }

    /// <summary>Records what a function does to symbolic tensors.</summary>
    /// <param name="inputs">Names and types of the function's arguments.</param>
    /// <param name="function">Takes the arguments, returns outputs by name.</param>
    public static Graph Trace(
        IReadOnlyList<(string Name, ValueKind Kind)> inputs,
        Func<IReadOnlyList<Tensor>, IReadOnlyList<(string Name, Tensor Tensor)>> function)
    {
        var builder = new GraphBuilder();
        using (builder.Enter())
        {
            var outputs = function([.. inputs.Select(i => builder.Input(i.Name, i.Kind))]);
            foreach (var (name, tensor) in outputs) builder.Output(name, tensor);
        }

        return builder.Build();
    }

    /// <summary>The outputs for concrete inputs, by the operators' references. Updates of variables are not made.</summary>
    /// <param name="inputs">A tensor for each input.</param>
    /// <exception cref="ShapeException">A node's inputs do not fit.</exception>
    internal Tensor[] Evaluate(IReadOnlyList<Tensor> inputs) => Run(inputs, static (op, given) => op.Evaluate(given));

    /// <summary>The outputs for concrete inputs, operator by operator. Updates of variables are not made.</summary>
    /// <param name="inputs">A tensor for each input.</param>
    /// <param name="apply">Applies an operator.</param>
    /// <exception cref="ShapeException">A node's inputs do not fit.</exception>
    internal Tensor[] Run(IReadOnlyList<Tensor> inputs, Func<Operator, IReadOnlyList<Tensor?>, Tensor[]> apply)
    {
        var known = Inputs.Zip(inputs).ToDictionary(p => p.First, p => p.Second);
        foreach (var node in Nodes)
        {
            var outputs = apply(node.Operator, [.. node.Inputs.Select(i => i is null ? null : Find(i))]);
            for (var i = 0; i < outputs.Length; i++) known[node.Outputs[i]] = outputs[i];
        }

        return [.. Outputs.Select(Find)];

        Tensor Find(Value value) => value.Constant ?? value.Variable?.Value ?? known[value];
    }

    /// <summary>Checks that names are unique, nodes in order, and types those of the operators' rules.</summary>
    /// <exception cref="GraphException">A rule is broken; all faults are listed.</exception>
    public void Verify() => GraphVerifier.Verify(this);

    /// <summary>The graph as text, a line a node.</summary>
    public override string ToString() => GraphPrinter.Print(this);
}
