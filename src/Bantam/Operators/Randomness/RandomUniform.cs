using Bantam.Tensors;

namespace Bantam.Operators.Randomness;

/// <summary>Numbers uniform between two bounds. <see href="https://onnx.ai/onnx/operators/onnx__RandomUniform.html"/></summary>
/// <param name="Element">The element type, a floating one.</param>
/// <param name="Sizes">The shape.</param>
/// <param name="Low">The lower bound, which may occur.</param>
/// <param name="High">The upper bound, which the unrounded number stays below.</param>
/// <param name="Seed">The seed.</param>
/// <param name="Stream">Tells apart the nodes of one graph.</param>
public sealed record RandomUniform(ElementType Element, Ints Sizes, float Low, float High, int Seed = 0, int Stream = 0)
    : RandomOperator(Seed, Stream)
{
    /// <inheritdoc/>
    protected override int StandardInputs => 0;

    /// <inheritdoc/>
    public override TensorType[] Infer(OperatorInputs inputs) => [new TensorType(Checked(Element), Shape.Of(Sizes))];

    /// <inheritdoc/>
    public override Tensor[] Expand(IReadOnlyList<Tensor?> inputs) =>
        [(Uniform(inputs, Shape.Of(Sizes), Element) * (High - Low)) + Low];

    /// <inheritdoc/>
    public override NdArray[] Reference(IReadOnlyList<NdArray?> inputs, IReadOnlyList<TensorType> outputs) =>
        [UniformReference(inputs, outputs[0], Low, High)];
}
