using Bantam.Tensors;

namespace Bantam.Operators.Randomness;

/// <summary>Normally distributed numbers. <see href="https://onnx.ai/onnx/operators/onnx__RandomNormal.html"/></summary>
/// <param name="Element">The element type, a floating one.</param>
/// <param name="Sizes">The shape.</param>
/// <param name="Mean">The mean.</param>
/// <param name="Scale">The standard deviation.</param>
/// <param name="Seed">The seed.</param>
/// <param name="Stream">Tells apart the nodes of one graph.</param>
public sealed record RandomNormal(ElementType Element, Ints Sizes, float Mean, float Scale, int Seed = 0, int Stream = 0)
    : RandomOperator(Seed, Stream)
{
    /// <inheritdoc/>
    protected override int StandardInputs => 0;

    /// <inheritdoc/>
    public override TensorType[] Infer(OperatorInputs inputs) => [new TensorType(Checked(Element), Shape.Of(Sizes))];

    /// <inheritdoc/>
    public override Tensor[] Expand(IReadOnlyList<Tensor?> inputs) =>
        [(Normal(inputs, Shape.Of(Sizes), Element) * Scale) + Mean];

    /// <inheritdoc/>
    public override NdArray[] Reference(IReadOnlyList<NdArray?> inputs, IReadOnlyList<TensorType> outputs) =>
        [NormalReference(inputs, outputs[0], Mean, Scale)];
}
