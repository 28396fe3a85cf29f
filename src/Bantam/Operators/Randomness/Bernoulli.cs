using Bantam.Tensors;

namespace Bantam.Operators.Randomness;

/// <summary>1 with the probabilities in input 0, else 0. <see href="https://onnx.ai/onnx/operators/onnx__Bernoulli.html"/></summary>
/// <param name="Element">The element type; null for that of input 0.</param>
/// <param name="Seed">The seed.</param>
/// <param name="Stream">Tells apart the nodes of one graph.</param>
public sealed record Bernoulli(ElementType? Element = null, int Seed = 0, int Stream = 0) : RandomOperator(Seed, Stream)
{
    /// <inheritdoc/>
    protected override int StandardInputs => 1;

    /// <inheritdoc/>
    public override TensorType[] Infer(OperatorInputs inputs) =>
        [new TensorType(Element ?? Checked(inputs[0].Element), inputs.Shape(0))];

    /// <inheritdoc/>
    public override AxisMap Axes(OperatorInputs inputs) =>
        AxisMap.Elementwise([inputs.Shape(0), .. Enumerable.Repeat((Shape?)null, inputs.Count - 1)], inputs.Shape(0));

    /// <inheritdoc/>
    public override Tensor[] Expand(IReadOnlyList<Tensor?> inputs)
    {
        var probability = inputs[0]!;
        return [(Uniform(inputs, probability.Shape, probability.Element) < probability).Cast(Element ?? probability.Element)];
    }

    /// <inheritdoc/>
    public override NdArray[] Reference(IReadOnlyList<NdArray?> inputs, IReadOnlyList<TensorType> outputs)
    {
        var uniform = Uniform(inputs);
        return [new NdArray(outputs[0], [.. inputs[0]!.Elements.Select((p, i) => uniform(i, 0) < p ? 1.0 : 0)])];
    }
}
