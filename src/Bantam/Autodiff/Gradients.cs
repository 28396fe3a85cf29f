using Bantam.Graphs;
using Bantam.Operators.Control;
using Bantam.Operators.Movement;
using Bantam.Tensors;

namespace Bantam.Autodiff;

/// <summary>
/// Reverse-mode differentiation: in a trace the gradients are nodes like any others (<see cref="Of(Tensor, IReadOnlyList{Tensor})"/>);
/// of what runs at once a recording has them (<see cref="Record"/>).
/// </summary>
public static class Gradients
{
    /// <summary>The gradients of a scalar with respect to some of the tensors that it was computed from, inside a trace.</summary>
    /// <returns>One gradient a parameter, of the parameter's shape; zeros where the loss does not depend on it.</returns>
    /// <exception cref="ShapeException">The loss is not a scalar.</exception>
    /// <exception cref="NotSupportedException">An operator on the way has no gradient.</exception>
    public static Tensor[] Of(Tensor loss, IReadOnlyList<Tensor> parameters)
    {
        RequireScalar(loss);
        var builder = loss.Builder
            ?? throw new InvalidOperationException(
                "Gradients are taken inside a trace; this loss is a concrete tensor. Let Gradients.Record run what computes it.");
        for (var i = 0; i < parameters.Count; i++)
            if (!parameters[i].IsSymbolic)
                throw new InvalidOperationException(
                    $"Gradients are taken with respect to tensors of the trace; parameter {i}, {parameters[i].Type}, is a concrete "
                    + "tensor. Make it an input or a variable.");
        var gradients = Run(builder, new() { [loss.Value!] = loss.Number(1) }, parameters);
        return [.. parameters.Select((p, i) => gradients[i] ?? new Tensor(p.Type))];
    }

    /// <summary>
    /// Runs a function on concrete tensors, line by line as it is written, and records what its gradients are computed from: conditions
    /// and loops of C# may depend on what was computed. What other threads compute for it is not recorded, nor what runs as a whole, such
    /// as a model that was loaded: their results are constants to it.
    /// </summary>
    /// <param name="function">Computes a tensor, as a loss, with operators and layers.</param>
    public static Recording Record(Func<Tensor> function)
    {
        ArgumentNullException.ThrowIfNull(function);
        var tape = new Tape();
        return new Recording(tape.Record(function), tape);
    }

    /// <summary>A function of tensors whose gradient is computed as the caller says, as that of a rounding by its input's.</summary>
    /// <param name="function">Computes the outputs. What it reads of the outside are constants: no gradient flows there.</param>
    /// <param name="gradient">Computes a gradient for each input, null where none flows; its gradient in turn is the usual one.</param>
    /// <param name="inputs">The inputs, weights included.</param>
    public static Tensor[] Custom(
        Func<IReadOnlyList<Tensor>, Tensor[]> function, Func<GradientContext, Tensor?[]> gradient, params IReadOnlyList<Tensor> inputs)
    {
        ArgumentNullException.ThrowIfNull(function);
        ArgumentNullException.ThrowIfNull(gradient);
        return new CustomGradient(function, gradient).Apply(inputs);
    }

    /// <summary>A function of one tensor whose gradient is computed as the caller says.</summary>
    /// <param name="function">Computes the output.</param>
    /// <param name="gradient">Computes the gradient of the input from the input and the gradient of the output.</param>
    /// <param name="input">The input.</param>
    public static Tensor Custom(Func<Tensor, Tensor> function, Func<Tensor, Tensor, Tensor> gradient, Tensor input) =>
        Custom(given => [function(given[0])], context => [gradient(context.Inputs[0]!, context.OutputGradient)], input)[0];

    /// <summary>A tensor as it is, through which no gradient flows.</summary>
    public static Tensor Stop(Tensor tensor) => Custom(given => [new Identity().ApplyOne(given[0])], _ => [null], tensor)[0];

    /// <summary>
    /// The gradients of Σ ⟨outputᵢ, gradientᵢ⟩ with respect to some tensors, inside a trace: what a function gives back to its inputs
    /// of the gradients of its outputs.
    /// </summary>
    /// <returns>One gradient a target, of its shape; zeros where no output depends on it.</returns>
    /// <exception cref="NotSupportedException">An operator on the way has no gradient.</exception>
    internal static Tensor[] Of(IReadOnlyList<(Tensor Output, Tensor Gradient)> outputs, IReadOnlyList<Tensor> targets)
    {
        var seeds = new Dictionary<object, Tensor>();
        foreach (var (output, gradient) in outputs.Where(o => o.Output.IsSymbolic))
            seeds[output.Value!] = seeds.TryGetValue(output.Value!, out var sum) ? sum + gradient : gradient;
        var gradients = Run(targets[0].Builder!, seeds, targets);
        return [.. targets.Select((t, i) => gradients[i] ?? new ConstantOfShape(t.Element, 0).ApplyOne(t.ShapeOf()))];
    }

    /// <summary>Makes sure that gradients can be taken of a tensor.</summary>
    /// <exception cref="ShapeException">It is not a scalar.</exception>
    internal static void RequireScalar(Tensor loss)
    {
        if (loss.Shape.Rank != 0)
            throw new ShapeException($"Gradients are taken of a scalar; the loss is {loss.Type}. Reduce it with a mean or a sum.");
    }

    private static Tensor?[] Run(GraphBuilder builder, Dictionary<object, Tensor> seeds, IReadOnlyList<Tensor> targets) =>
        new Backpropagation(builder).Run(
            RecordedStep.Of(builder, builder.Nodes), seeds, [.. targets.Select(t => (object)t.Value!)]);
}
