using Bantam.Tensors;

namespace Bantam.Operators.Sequences;

/// <summary>How many tensors a sequence has. <see href="https://onnx.ai/onnx/operators/onnx__SequenceLength.html"/></summary>
public sealed record SequenceLength : SequenceOperator
{
    /// <inheritdoc/>
    public override TensorType[] Infer(OperatorInputs inputs)
    {
        Sequence(inputs);
        return [new TensorType(ElementType.Int64, Shape.Scalar)];
    }

    /// <inheritdoc/>
    protected override Tensor[]? Known(IReadOnlyList<Tensor?> inputs, int most) =>
        Items(inputs[0]!) is { } items ? [Tensor.Scalar((long)items.Count)] : null;
}
