using System.Text;
using Bantam.Graphs;
using Bantam.Tensors;

namespace Bantam.Operators;

/// <summary>
/// A graph that cannot be written down before more is known of its inputs: a branch of a file decides by their sizes, or by the numbers
/// of small ones, what ranks the tensors behind it have. Wherever it is written down once more and enough is known by then, as when
/// names of dimensions are bound to numbers, the graph takes its place.
/// </summary>
/// <param name="Reason">What is not known, as a sentence.</param>
/// <param name="OutputKinds">What its outputs are, as far as that is known.</param>
/// <param name="Attempt">What its inputs were when it was last tried to write the graph down.</param>
public sealed record Deferred(string Reason, IReadOnlyList<ValueKind> OutputKinds, DeferredAttempt Attempt) : Operator
{
    /// <inheritdoc/>
    public override bool IsFoldedAtOnce => false;

    /// <inheritdoc/>
    public override ValueKind[] Infer(OperatorInputs inputs) => [.. OutputKinds];

    /// <inheritdoc/>
    /// <exception cref="ShapeException">The inputs do not fit, or what decides is computed from more than they show.</exception>
    public override Tensor[] Evaluate(IReadOnlyList<Tensor?> inputs)
    {
        var attempt = Attempt.With(inputs);
        var graph = attempt.Graph() ?? throw new ShapeException(Reason);
        return graph.Evaluate(attempt.Open(inputs));
    }

    /// <inheritdoc/>
    /// <exception cref="NotSupportedException">Always: which operators there are to differentiate is not known yet.</exception>
    public override Tensor?[] Gradient(Autodiff.GradientContext context) => throw new NotSupportedException(
        $"{Reason} A graph is trained once that is known: bind its dimensions to numbers, and such inputs to constants (Graph.Bind).");

    /// <inheritdoc/>
    internal override Tensor[]? Unfold(IReadOnlyList<Tensor?> inputs)
    {
        var attempt = Attempt.With(inputs);
        return attempt.ShowsMoreThan(Attempt) && attempt.Graph() is { } graph ? [.. graph.InlineWithNames(attempt.Open(inputs))] : null;
    }

    /// <inheritdoc/>
    protected override bool PrintMembers(StringBuilder builder)
    {
        builder.Append(Reason);
        return true;
    }
}
