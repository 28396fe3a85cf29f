using Bantam.Tensors;

namespace Bantam.Operators.Loss;

/// <summary>
/// −w[label] · log-probability[label], over the samples; weights of the classes are the third input, where there are some. No other
/// label's log-probability matters. <see href="https://onnx.ai/onnx/operators/onnx__NegativeLogLikelihoodLoss.html"/>
/// </summary>
/// <inheritdoc cref="LabelLoss"/>
/// <param name="Reduction">How the losses of the samples become one.</param>
/// <param name="IgnoreIndex">A label that does not count, be it a class or not; null where all do.</param>
public sealed record NegativeLogLikelihoodLoss(LossReduction Reduction = LossReduction.Mean, int? IgnoreIndex = null)
    : LabelLoss(Reduction, IgnoreIndex)
{
    /// <inheritdoc/>
    public override TensorType[] Infer(OperatorInputs inputs) => [InferLoss(inputs, "log-probabilities")];

    /// <inheritdoc/>
    public override AxisMap Axes(OperatorInputs inputs)
    {
        var (given, loss) = LossAxes(inputs, AxisKind.Gathered);
        return new AxisMap(given, [loss]);
    }

    /// <inheritdoc/>
    public override Tensor[] Expand(IReadOnlyList<Tensor?> inputs) => [Loss(inputs, inputs[0]!)];

    /// <inheritdoc/>
    public override NdArray[] Reference(IReadOnlyList<NdArray?> inputs, IReadOnlyList<TensorType> outputs) =>
        [Loss(inputs, inputs[0]!, outputs[0])];
}
