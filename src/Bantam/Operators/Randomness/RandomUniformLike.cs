using Bantam.Tensors;

namespace Bantam.Operators.Randomness;

/// <summary>
/// Numbers uniform between two bounds in the shape of input 0.
/// <see href="https://onnx.ai/onnx/operators/onnx__RandomUniformLike.html"/>
/// </summary>
/// <param name="Low">The lower bound, which may occur.</param>
/// <param name="High">The upper bound, which the unrounded number stays below.</param>
/// <param name="Element">The element type, a floating one; null for that of input 0.</param>
/// <param name="Seed">The seed.</param>
/// <param name="Stream">Tells apart the nodes of one graph.</param>
public sealed record RandomUniformLike(float Low, float High, ElementType? Element = null, int Seed = 0, int Stream = 0)
    : RandomOperator(Seed, Stream)
{
    /// <inheritdoc/>
    protected override int StandardInputs => 1;

    /// <inheritdoc/>
    public override TensorType[] Infer(OperatorInputs inputs) => [new TensorType(Checked(Element ?? inputs[0].Element), inputs.Shape(0))];

    /// <inheritdoc/>
    public override Tensor[] Expand(IReadOnlyList<Tensor?> inputs) =>
        [(Uniform(inputs, inputs[0]!.Shape, Element ?? inputs[0]!.Element) * (High - Low)) + Low];

    /// <inheritdoc/>
    public override NdArray[] Reference(IReadOnlyList<NdArray?> inputs, IReadOnlyList<TensorType> outputs) =>
        [UniformReference(inputs, outputs[0], Low, High)];
}
