using Bantam.Graphs;
using Bantam.Operators.Movement;
using Bantam.Tensors;

namespace Bantam.Autodiff;

/// <summary>Reverse-mode differentiation as graph code: the gradients are nodes like any others.</summary>
public static class Gradients
{
    /// <summary>The gradients of a scalar with respect to some of the tensors that it was computed from, inside a trace.</summary>
    /// <returns>One gradient a parameter, of the parameter's shape; zeros where the loss does not depend on it.</returns>
    /// <exception cref="ShapeException">The loss is not a scalar.</exception>
    /// <exception cref="NotSupportedException">An operator on the way has no gradient.</exception>
    public static Tensor[] Of(Tensor loss, IReadOnlyList<Tensor> parameters)
    {
        if (loss.Shape.Rank != 0)
            throw new ShapeException($"Gradients are taken of a scalar; the loss is {loss.Type}. Reduce it with a mean or a sum.");
        var builder = loss.Builder
            ?? throw new InvalidOperationException("Gradients are taken inside a trace; this loss is a concrete tensor.");
        for (var i = 0; i < parameters.Count; i++)
            if (!parameters[i].IsSymbolic)
                throw new InvalidOperationException(
                    $"Gradients are taken with respect to tensors of the trace; parameter {i}, {parameters[i].Type}, is a concrete "
                    + "tensor. Make it an input or a variable.");
        var values = parameters.Select(p => p.Value!).ToArray();
        var gradients = Backpropagate(builder, [.. builder.Nodes], new() { [loss.Value!] = loss.Number(1) }, values);
        return [.. parameters.Select((p, i) => gradients[i] ?? new Tensor(p.Type))];
    }

    /// <summary>
    /// The gradients of Σ ⟨outputᵢ, gradientᵢ⟩ with respect to some tensors, inside a trace: what a function gives back to its inputs
    /// of the gradients of its outputs.
    /// </summary>
    /// <returns>One gradient a target, of its shape; zeros where no output depends on it.</returns>
    /// <exception cref="NotSupportedException">An operator on the way has no gradient.</exception>
    internal static Tensor[] Of(IReadOnlyList<(Tensor Output, Tensor Gradient)> outputs, IReadOnlyList<Tensor> targets)
    {
        var builder = targets[0].Builder!;
        var seeds = new Dictionary<Value, Tensor>();
        foreach (var (output, gradient) in outputs.Where(o => o.Output.IsSymbolic))
            seeds[output.Value!] = seeds.TryGetValue(output.Value!, out var sum) ? sum + gradient : gradient;
        var gradients = Backpropagate(builder, [.. builder.Nodes], seeds, [.. targets.Select(t => t.Value!)]);
        return [.. targets.Select((t, i) => gradients[i] ?? new ConstantOfShape(t.Element, 0).ApplyOne(t.ShapeOf()))];
    }

    /// <summary>Carries gradients back through nodes to some values; null where none arrives.</summary>
    private static Tensor?[] Backpropagate(
        GraphBuilder builder, IReadOnlyList<Node> nodes, Dictionary<Value, Tensor> gradients, IReadOnlyList<Value> targets)
    {
        var reached = Dependents(nodes, [.. targets]);
        foreach (var node in nodes.Reverse())
        {
            var outputs = node.Outputs.Select(o => gradients.GetValueOrDefault(o)).ToArray();
            if (outputs.All(o => o is null) || !node.Inputs.Any(i => i is not null && reached.Contains(i))) continue;
            var inputs = node.Inputs.Select(i => i is null ? null : builder.TensorOf(i)).ToArray();
            var context = new GradientContext(inputs, [.. node.Outputs.Select(o => builder.TensorOf(o))], outputs);
            var flowing = Differentiate(builder, node, context);
            for (var i = 0; i < flowing.Length; i++)
            {
                if (flowing[i] is not { } gradient || node.Inputs[i] is not { } input || !reached.Contains(input)) continue;
                gradients[input] = gradients.TryGetValue(input, out var sum) ? sum + gradient : gradient;
            }
        }

        return [.. targets.Select(t => gradients.GetValueOrDefault(t))];
    }

    /// <summary>
    /// An operator's own gradient, or that of its expansion. The expansion is written down again, which costs nothing, since equal
    /// nodes are merged before a graph is planned.
    /// </summary>
    private static Tensor?[] Differentiate(GraphBuilder builder, Node node, GradientContext context)
    {
        if (node.Operator.Gradient(context) is { } own) return own;
        var before = builder.Nodes.Count;
        var expanded = node.Operator.Expand(context.Inputs) ?? throw new NotSupportedException(
            $"node '{node.Name}': {node.Operator.Name} has no gradient. Keep it out of the path from the loss to the parameters.");
        var seeds = new Dictionary<Value, Tensor>();
        for (var i = 0; i < expanded.Length; i++)
            if (context.OutputGradients[i] is { } gradient && expanded[i].IsSymbolic)
                seeds[expanded[i].Value!] = gradient;
        var inputs = node.Inputs.OfType<Value>().Distinct().ToArray();
        var gradients = Backpropagate(builder, [.. builder.Nodes.Skip(before)], seeds, inputs);
        var seen = new HashSet<Value>();
        return [.. node.Inputs.Select(i => i is not null && seen.Add(i) ? gradients[Array.IndexOf(inputs, i)] : null)];
    }

    private static HashSet<Value> Dependents(IReadOnlyList<Node> nodes, HashSet<Value> roots)
    {
        foreach (var node in nodes)
            if (node.Inputs.Any(i => i is not null && roots.Contains(i)))
                roots.UnionWith(node.Outputs);
        return roots;
    }
}
