using Bantam.Tensors;

namespace Bantam.Operators.Sequences;

/// <summary>
/// Its input as an optional, or without an input an optional that holds nothing.
/// <see href="https://onnx.ai/onnx/operators/onnx__Optional.html"/>
/// </summary>
/// <param name="Of">What it would hold; makes no difference where there is an input.</param>
public sealed record Optional(ValueKind? Of = null) : SequenceOperator
{
    /// <inheritdoc/>
    internal override bool Constructs => true;

    /// <inheritdoc/>
    public override ValueKind[] Infer(OperatorInputs inputs) => inputs.OptionalKind(0) switch
    {
        OptionalType given => throw new ShapeException($"an optional holds a tensor or a sequence; it was given an {given}."),
        { } given => [new OptionalType(given)],
        null => [new OptionalType(Of ?? throw new ShapeException("an empty optional says what it would hold; this one does not."))],
    };

    /// <inheritdoc/>
    protected override Tensor[]? Known(IReadOnlyList<Tensor?> inputs, int most)
    {
        // What it holds stands for itself when a graph runs; while one is written down the kind is to be seen.
        if (inputs is [{ } held, ..]) return most == int.MaxValue ? [held] : null;
        return [Tensor.EmptyOptional(Of!)];
    }
}
