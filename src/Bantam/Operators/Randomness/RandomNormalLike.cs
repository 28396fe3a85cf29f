using Bantam.Tensors;

namespace Bantam.Operators.Randomness;

/// <summary>
/// Normally distributed numbers in the shape of input 0. <see href="https://onnx.ai/onnx/operators/onnx__RandomNormalLike.html"/>
/// </summary>
/// <param name="Mean">The mean.</param>
/// <param name="Scale">The standard deviation.</param>
/// <param name="Element">The element type, a floating one; null for that of input 0.</param>
/// <param name="Seed">The seed.</param>
/// <param name="Stream">Tells apart the nodes of one graph.</param>
public sealed record RandomNormalLike(float Mean, float Scale, ElementType? Element = null, int Seed = 0, int Stream = 0)
    : RandomOperator(Seed, Stream)
{
    /// <inheritdoc/>
    protected override int StandardInputs => 1;

    /// <inheritdoc/>
    public override TensorType[] Infer(OperatorInputs inputs) => [new TensorType(Checked(Element ?? inputs[0].Element), inputs.Shape(0))];

    /// <inheritdoc/>
    public override Tensor[] Expand(IReadOnlyList<Tensor?> inputs) =>
        [(Normal(inputs, inputs[0]!.Shape, Element ?? inputs[0]!.Element) * Scale) + Mean];

    /// <inheritdoc/>
    public override NdArray[] Reference(IReadOnlyList<NdArray?> inputs, IReadOnlyList<TensorType> outputs) =>
        [NormalReference(inputs, outputs[0], Mean, Scale)];
}
