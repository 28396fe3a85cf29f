using System.Collections.ObjectModel;
using Bantam.Operators;
using Bantam.Operators.Control;
using Bantam.Tensors;

namespace Bantam.Graphs;

/// <summary>Graphs as functions: called inside the trace of another, a graph's nodes are written down there.</summary>
public static class GraphInlining
{
    /// <summary>Calls a graph inside a trace. Its variables stay the same variables, and its updates become updates of the trace.</summary>
    /// <param name="graph">What is called.</param>
    /// <param name="inputs">A tensor for each of its inputs. Dimensions that have a name there take what the tensor has.</param>
    /// <param name="wanted">The values whose tensors are returned; null for the outputs.</param>
    /// <exception cref="InvalidOperationException">Nothing is being traced.</exception>
    /// <exception cref="ShapeException">A tensor does not fit its input.</exception>
    public static IReadOnlyList<Tensor> Inline(this Graph graph, IReadOnlyList<Tensor> inputs, IReadOnlyList<Value>? wanted = null)
    {
        return Inline(graph, inputs, wanted ?? graph.Outputs, keepsNames: false);
    }

    /// <summary>
    /// The graph with numbers for names of dimensions and with constants for some inputs, such as one that says a shape. What follows from
    /// them is computed at once; everything keeps its name.
    /// </summary>
    /// <param name="graph">The graph.</param>
    /// <param name="names">Numbers by name.</param>
    /// <param name="values">Tensors by the names of the inputs that then are none.</param>
    /// <exception cref="ShapeException">A number or a tensor does not fit.</exception>
    public static Graph Bind(this Graph graph, IReadOnlyDictionary<string, int> names, IReadOnlyDictionary<string, Tensor>? values = null)
    {
        var open = graph.Inputs.Where(i => values?.ContainsKey(i.Name) != true).ToArray();
        return Graph.Trace([.. open.Select(i => (i.Name, i.Kind.Bind(names)))], given =>
        {
            var next = 0;
            var inputs = graph.Inputs.Select(i => values?.GetValueOrDefault(i.Name) ?? given[next++]).ToArray();
            var sizes = names.ToDictionary(n => n.Key, n => (Dimension)n.Value);
            var results = Inline(graph, inputs, graph.Outputs, keepsNames: true, sizes);
            return [.. graph.Outputs.Zip(results, (output, result) => (output.Name, result))];
        });
    }

    /// <summary>Calls a graph inside a trace, whose nodes and values get the names that they have in the graph.</summary>
    internal static IReadOnlyList<Tensor> InlineWithNames(this Graph graph, IReadOnlyList<Tensor> inputs) =>
        Inline(graph, inputs, graph.Outputs, keepsNames: true);

    /// <summary>Calls a graph inside a trace, where something else may stand for what a node gives.</summary>
    /// <param name="graph">What is called.</param>
    /// <param name="inputs">A tensor for each of its inputs.</param>
    /// <param name="wanted">The values whose tensors are returned.</param>
    /// <param name="instead">What stands for a value from then on; takes the value and the tensor that it became.</param>
    internal static IReadOnlyList<Tensor> Inline(
        this Graph graph, IReadOnlyList<Tensor> inputs, IReadOnlyList<Value> wanted, Func<Value, Tensor, Tensor> instead) =>
        Inline(graph, inputs, wanted, keepsNames: false, null, instead);

    private static IReadOnlyList<Tensor> Inline(
        Graph graph, IReadOnlyList<Tensor> inputs, IReadOnlyList<Value> wanted, bool keepsNames,
        IReadOnlyDictionary<string, Dimension>? sizes = null, Func<Value, Tensor, Tensor>? instead = null)
    {
        var builder = GraphBuilder.Current
            ?? throw new InvalidOperationException("A graph is called inside a trace; put the call into Graph.Trace.");
        if (inputs.Count != graph.Inputs.Count)
            throw new ShapeException(
                $"The graph takes {graph.Inputs.Count} inputs ({string.Join(", ", graph.Inputs)}); {inputs.Count} were given.");
        var bound = new Dictionary<string, Dimension>();
        var tensors = new Dictionary<Value, Tensor>();
        foreach (var (input, tensor) in graph.Inputs.Zip(inputs))
        {
            Bind(input, tensor.Kind, bound);
            tensors[input] = tensor;
        }

        foreach (var (input, tensor) in graph.Inputs.Zip(inputs)) Check(input, tensor.Kind, bound);

        // Bodies of loops and branches know the same names.
        var changed = bound.Where(b => b.Value != b.Key).ToDictionary();
        foreach (var size in sizes ?? ReadOnlyDictionary<string, Dimension>.Empty) changed.TryAdd(size.Key, size.Value);
        foreach (var node in graph.Nodes)
        {
            var names = keepsNames ? node.Outputs.Select(o => o.Name).ToArray() : null;
            var outputs = builder.Add(Bound(node.Operator), [.. node.Inputs.Select(i => i is null ? null : Find(i))], node.Name, names);
            for (var i = 0; i < node.Outputs.Count; i++)
                tensors[node.Outputs[i]] = instead is null ? outputs[i] : instead(node.Outputs[i], outputs[i]);
        }

        foreach (var (variable, value) in graph.Updates) builder.Update(variable, Find(value));
        return [.. wanted.Select(Find)];

        Tensor Find(Value value) => value.Constant ?? (value.Variable is { } variable ? builder.Read(variable) : tensors[value]);

        Operator Bound(Operator op) => changed.Count > 0 && op is SubgraphOperator outer
            ? outer.WithBodies([.. outer.Bodies.Select(b => Body(b, changed))]) : op;
    }

    /// <summary>A body where sizes stand for names of dimensions.</summary>
    private static Graph Body(Graph body, IReadOnlyDictionary<string, Dimension> sizes)
    {
        return Graph.Trace(
            [.. body.Inputs.Select(i => (i.Name, Sized(i.Kind)))],
            given => [.. body.Outputs.Zip(
                Inline(body, given, body.Outputs, keepsNames: true, sizes), (output, result) => (output.Name, result))]);

        ValueKind Sized(ValueKind kind) => kind is TensorType { IsUnknown: false, Shape: var shape } type
            ? type with { Shape = new Shape(shape.Select(d => d.Replace(n => sizes.TryGetValue(n, out var size) ? size : n))) }
            : kind.Bind(sizes.Where(s => s.Value.IsKnown).ToDictionary(s => s.Key, s => s.Value.Size));
    }

    private static void Bind(Value input, ValueKind kind, Dictionary<string, Dimension> bound)
    {
        if (input.Kind is not TensorType wanted || kind is not TensorType given)
        {
            if (!input.Kind.Takes(kind)) throw Misfit(input, kind);
            return;
        }

        if (given.Element != wanted.Element || given.Shape.Rank != wanted.Shape.Rank) throw Misfit(input, given);
        for (var axis = 0; axis < given.Shape.Rank; axis++)
        {
            var dimension = given.Shape[axis];
            if (input.Type.Shape[axis].Name is { } name && !bound.TryAdd(name, dimension) && Dimension.Differ(bound[name], dimension))
                throw new ShapeException(
                    $"input '{input.Name}': the dimension '{name}' is {bound[name]} elsewhere; "
                    + $"axis {axis} of {given} makes it {dimension}.");
        }
    }

    private static void Check(Value input, ValueKind kind, Dictionary<string, Dimension> bound)
    {
        if (kind is not TensorType given) return;
        var wanted = new Shape(input.Type.Shape.Select(
            d => d.Replace(name => bound.TryGetValue(name, out var dimension) ? dimension : name)));
        if (Shape.Differ(wanted, given.Shape)) throw Misfit(input, given);
    }

    private static ShapeException Misfit(Value input, ValueKind given) =>
        new($"input '{input.Name}' is {input.Kind}; a {given} was given.");
}
