using System.Collections.ObjectModel;
using Bantam.Graphs;
using Bantam.Tensors;

namespace Bantam.Execution;

/// <summary>
/// Runs a graph node by node by the operators' references: the judge of everything faster. It computes in double precision and rounds
/// each node's results to their element type, so of Double tensors it rounds nothing. It takes graphs whose dimensions are still names.
/// </summary>
public static class ReferenceExecutor
{
    /// <summary>The outputs by name. The graph's updates are made to its variables' values at the end, all at once.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="inputs">A tensor, a sequence or an optional for each input; an optional that is missing or null is empty.</param>
    /// <exception cref="ShapeException">
    /// An input is missing, or of another type than the graph's; or a node's inputs do not fit.
    /// </exception>
    public static IReadOnlyDictionary<string, Tensor> Run(Graph graph, IReadOnlyDictionary<string, Tensor> inputs) =>
        Run(graph, inputs, ReadOnlyDictionary<string, int>.Empty);

    /// <summary>The outputs by name of a part of a graph, where more of the sizes is known than its own inputs show.</summary>
    internal static IReadOnlyDictionary<string, Tensor> Run(
        Graph graph, IReadOnlyDictionary<string, Tensor> inputs, IReadOnlyDictionary<string, int> sizes)
    {
        var known = new Dictionary<Value, Tensor>();
        var names = new Dictionary<string, int>(sizes);
        foreach (var input in graph.Inputs)
            if (input.Kind is TensorType type && inputs.TryGetValue(input.Name, out var tensor))
                type.Shape.Bind(tensor.Shape, names);
        foreach (var input in graph.Inputs) known[input] = Checked(input, inputs, names);
        foreach (var node in graph.Nodes)
        {
            var outputs = node.Operator.EvaluateAt(node.Where, [.. node.Inputs.Select(i => i is null ? null : Find(i))]);
            for (var i = 0; i < outputs.Length; i++) known[node.Outputs[i]] = outputs[i];
        }

        var results = graph.Outputs.ToDictionary(o => o.Name, Find);
        foreach (var (variable, value) in graph.Updates.Select(u => (u.Variable, Find(u.Value))).ToArray())
            value.Bytes.CopyTo(variable.Value.Bytes);
        return results;

        Tensor Find(Value value) => value.Constant ?? value.Variable?.Value ?? known[value];
    }

    private static Tensor Checked(Value input, IReadOnlyDictionary<string, Tensor> inputs, IReadOnlyDictionary<string, int> names)
    {
        if (inputs.GetValueOrDefault(input.Name) is not { } tensor)
            return input.Kind is OptionalType optional ? Tensor.EmptyOptional(optional.Of) : throw new ShapeException(
                $"The graph takes an input '{input.Name}' {input.Kind}; given are {string.Join(", ", inputs.Keys)}.");
        var wanted = input.Kind.Bind(names);
        return (wanted is TensorType ? tensor.Kind == wanted : wanted.Takes(tensor.Kind)) ? tensor
            : throw new ShapeException($"Input '{input.Name}' must be {wanted}; it is {tensor.Kind}.");
    }
}
