using Bantam.Tensors;

namespace Bantam.Operators.Sequences;

/// <summary>A sequence without items. <see href="https://onnx.ai/onnx/operators/onnx__SequenceEmpty.html"/></summary>
/// <param name="Element">The element type of what may come into it.</param>
public sealed record SequenceEmpty(ElementType Element) : SequenceOperator
{
    /// <inheritdoc/>
    internal override bool Constructs => true;

    /// <inheritdoc/>
    public override ValueKind[] Infer(OperatorInputs inputs) => [SequenceType.Empty(Element)];

    /// <inheritdoc/>
    protected override Tensor[] Known(IReadOnlyList<Tensor?> inputs, int most) => [Tensor.EmptySequence(Element)];
}
