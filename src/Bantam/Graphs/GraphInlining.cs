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
        var builder = GraphBuilder.Current ?? throw new InvalidOperationException("A graph is called inside a trace; put the call into Graph.Trace.");
        if (inputs.Count != graph.Inputs.Count)
            throw new ShapeException($"The graph takes {graph.Inputs.Count} inputs ({string.Join(", ", graph.Inputs)}); {inputs.Count} were given.");
        var bound = new Dictionary<string, Dimension>();
        var tensors = new Dictionary<Value, Tensor>();
        for (var i = 0; i < inputs.Count; i++)
        {
            Bind(graph.Inputs[i], inputs[i].Type, bound);
            tensors[graph.Inputs[i]] = inputs[i];
        }

        foreach (var node in graph.Nodes)
        {
            var outputs = builder.Add(node.Operator, [.. node.Inputs.Select(i => i is null ? null : Find(i))], node.Name);
            for (var i = 0; i < node.Outputs.Count; i++) tensors[node.Outputs[i]] = outputs[i];
        }

        foreach (var (variable, value) in graph.Updates) builder.Update(variable, Find(value));
        return [.. (wanted ?? graph.Outputs).Select(Find)];

        Tensor Find(Value value) => value.Constant ?? (value.Variable is { } variable ? builder.Read(variable) : tensors[value]);
    }

    private static void Bind(Value input, TensorType given, Dictionary<string, Dimension> bound)
    {
        var fits = given.Element == input.Type.Element && given.Shape.Rank == input.Type.Shape.Rank;
        for (var axis = 0; fits && axis < given.Shape.Rank; axis++)
        {
            var (wanted, dimension) = (input.Type.Shape[axis], given.Shape[axis]);
            if (wanted.Name is not { } name) fits = wanted == dimension;
            else if (!bound.TryAdd(name, dimension) && bound[name] != dimension)
                throw new ShapeException($"input '{input.Name}': the dimension '{name}' is {bound[name]} elsewhere; axis {axis} of {given} makes it {dimension}.");
        }

        if (!fits) throw new ShapeException($"input '{input.Name}' is {input.Type}; a {given} was given.");
    }
}
