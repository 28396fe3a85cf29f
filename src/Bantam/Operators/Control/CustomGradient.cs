using Bantam.Autodiff;
using Bantam.Graphs;
using Bantam.Tensors;

namespace Bantam.Operators.Control;

/// <summary>A function with a gradient that its caller gave (<c>Gradients.Custom</c>).</summary>
/// <param name="Function">Computes the outputs.</param>
/// <param name="Differentiate">Computes the gradients of the inputs.</param>
internal sealed record CustomGradient(Func<IReadOnlyList<Tensor>, Tensor[]> Function, Func<GradientContext, Tensor?[]> Differentiate)
    : Operator, IInternalOperator
{
    /// <inheritdoc/>
    public override ValueKind[] Infer(OperatorInputs inputs)
    {
        var graph = Graph.Trace(
            [.. Enumerable.Range(0, inputs.Count).Select(i => ($"input{i}", inputs.Kind(i)))],
            given => [.. Function(given).Select((tensor, i) => ($"output{i}", tensor))]);
        return graph.Variables.FirstOrDefault() is not { } variable ? [.. graph.Outputs.Select(o => o.Kind)]
            : throw new ShapeException(
                $"a function with a gradient of its own reads the variable '{variable.Name}'; make it one of the inputs.");
    }

    /// <inheritdoc/>
    public override Tensor[] Expand(IReadOnlyList<Tensor?> inputs) => Function([.. inputs.Select(i => i!)]);

    /// <inheritdoc/>
    public override Tensor[] Evaluate(IReadOnlyList<Tensor?> inputs) => Expand(inputs);

    /// <inheritdoc/>
    public override Tensor?[] Gradient(GradientContext context)
    {
        var gradients = Differentiate(context);
        if (gradients.Length != context.Inputs.Count)
            throw new ShapeException(
                $"a gradient of a function's caller gives one tensor, or null, for each of {context.Inputs.Count} inputs; "
                + $"it gave {gradients.Length}.");
        for (var i = 0; i < gradients.Length; i++)
            if (gradients[i] is { } gradient && gradient.Kind != context.Inputs[i]!.Kind)
                throw new ShapeException($"the gradient of input {i} must be {context.Inputs[i]!.Kind}; the caller's is {gradient.Kind}.");
        return gradients;
    }
}
