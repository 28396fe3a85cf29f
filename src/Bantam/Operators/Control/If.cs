using System.Globalization;
using System.Text;
using Bantam.Graphs;
using Bantam.Tensors;

namespace Bantam.Operators.Control;

/// <summary>
/// Runs one of two graphs, by a truth value in input 0. Both take the other inputs, all of which are captures, and give outputs of
/// the same types. <see href="https://onnx.ai/onnx/operators/onnx__If.html"/>
/// </summary>
/// <param name="Then">Runs where the condition holds.</param>
/// <param name="Otherwise">Runs where it does not.</param>
public sealed record If(Graph Then, Graph Otherwise) : SubgraphOperator
{
    /// <inheritdoc/>
    public override IReadOnlyList<Graph> Bodies => [Then, Otherwise];

    /// <inheritdoc/>
    public override int Given => 1;

    /// <inheritdoc/>
    public override SubgraphOperator WithBodies(IReadOnlyList<Graph> bodies) => new If(bodies[0], bodies[1]);

    /// <inheritdoc/>
    public override ValueKind[] Infer(OperatorInputs inputs)
    {
        if (inputs[0].Element != ElementType.Bool || inputs[0].Shape.Any(d => Dimension.Differ(d, 1)))
            throw new ShapeException($"the condition is one Bool; it is {inputs[0]}.");
        foreach (var body in Bodies) Check(body, [.. Enumerable.Range(1, inputs.Count - 1).Select(i => (inputs.Kind(i), $"input {i}"))]);
        if (Then.Outputs.Count != Otherwise.Outputs.Count)
            throw new ShapeException(
                $"both branches give as many outputs; one gives {Then.Outputs.Count}, the other {Otherwise.Outputs.Count}.");
        return [.. Then.Outputs.Zip(Otherwise.Outputs, (a, b) => Common(a.Kind, b.Kind, inputs))];
    }

    /// <inheritdoc/>
    public override Tensor[] Evaluate(IReadOnlyList<Tensor?> inputs)
    {
        Infer(OperatorInputs.Of(inputs));
        return (inputs[0]!.Span<bool>()[0] ? Then : Otherwise).Evaluate([.. inputs.Skip(1).Select(i => i!)]);
    }

    /// <summary>The branch that is taken, where that is known and the operator runs at once; a graph keeps both.</summary>
    public override Tensor[]? Expand(IReadOnlyList<Tensor?> inputs) => !RunsAtOnce(inputs) ? null
        : (inputs[0]!.Span<bool>()[0] ? Then : Otherwise).Run([.. inputs.Skip(1).Select(i => i!)], static (op, given) => op.Apply(given));

    /// <summary>The gradients of the branch that ran; the other one gives zeros.</summary>
    public override Tensor?[]? Gradient(Autodiff.GradientContext context)
    {
        if (RunsAtOnce(context.Inputs)) return null;
        Tensor[] captures = [.. context.Inputs.Skip(1).Select(i => i!)];
        int[] followed =
            [.. Enumerable.Range(0, captures.Length).Where(i => captures[i].Kind is TensorType type && type.Element.IsFloating())];
        int[] seeded = [.. Enumerable.Range(0, Then.Outputs.Count).Where(i => context.OutputGradients[i] is not null)];
        var found = new Tensor?[context.Inputs.Count];
        if (followed.Length == 0) return found;
        var results = ControlFlow.If(context.Inputs[0]!, () => Of(Then), () => Of(Otherwise));
        for (var i = 0; i < followed.Length; i++) found[followed[i] + 1] = results[i];
        return found;

        IReadOnlyList<Tensor> Of(Graph branch)
        {
            // Copies in the branch, so that gradients are taken with respect to them and not to what lies around.
            Tensor[] here = [.. captures.Select(c => new Movement.Identity().ApplyOne(c))];
            var outputs = branch.Inline(here);
            var seeds = seeded.Select(i => (outputs[i], new Movement.Identity().ApplyOne(context.OutputGradients[i]!)));
            return Autodiff.Gradients.Of([.. seeds], [.. followed.Select(i => here[i])]);
        }
    }

    /// <inheritdoc/>
    protected override bool PrintMembers(StringBuilder builder)
    {
        builder.Append(CultureInfo.InvariantCulture, $"{Then.Nodes.Count} nodes, or {Otherwise.Nodes.Count}");
        return true;
    }

    private static bool RunsAtOnce(IReadOnlyList<Tensor?> inputs) =>
        GraphBuilder.Current is null && inputs.All(i => i is { IsSymbolic: false });

    /// <summary>What is known of an output of which one branch gives one type and the other another.</summary>
    private static ValueKind Common(ValueKind a, ValueKind b, OperatorInputs inputs) => ValueKind.Common(a, b, inputs.Unknown)
        ?? throw new ShapeException($"both branches give outputs of the same element types and ranks; one gives {a}, the other {b}.");
}
