using Bantam.Tensors;

namespace Bantam.Operators.Sequences;

/// <summary>Its inputs as a sequence. <see href="https://onnx.ai/onnx/operators/onnx__SequenceConstruct.html"/></summary>
public sealed record SequenceConstruct : SequenceOperator
{
    /// <inheritdoc/>
    internal override bool Constructs => true;

    /// <inheritdoc/>
    public override ValueKind[] Infer(OperatorInputs inputs)
    {
        var type = SequenceType.Empty(inputs[0].Element);
        for (var i = 0; i < inputs.Count; i++) type = type.With(inputs[i]);
        return [type];
    }

    /// <inheritdoc/>
    protected override Tensor[]? Known(IReadOnlyList<Tensor?> inputs, int most) =>
        inputs.Any(i => i!.IsSymbolic) ? null : [new Tensor(Infer(OperatorInputs.Of(inputs))[0], [.. inputs.Select(i => i!)])];
}
