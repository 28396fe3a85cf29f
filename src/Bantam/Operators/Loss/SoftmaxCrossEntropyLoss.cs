using Bantam.Autodiff;
using Bantam.Tensors;

namespace Bantam.Operators.Loss;

/// <summary>
/// −w[label] · ln softmax(scores)[label], over the samples; weights of the classes are the third input, where there are some. The second
/// output is the log-probabilities. <see href="https://onnx.ai/onnx/operators/onnx__SoftmaxCrossEntropyLoss.html"/>
/// </summary>
/// <inheritdoc cref="LabelLoss"/>
/// <param name="Reduction">How the losses of the samples become one.</param>
/// <param name="IgnoreIndex">A label that does not count, be it a class or not; null where all do.</param>
public sealed record SoftmaxCrossEntropyLoss(LossReduction Reduction = LossReduction.Mean, int? IgnoreIndex = null)
    : LabelLoss(Reduction, IgnoreIndex)
{
    /// <inheritdoc/>
    public override TensorType[] Infer(OperatorInputs inputs) => [InferLoss(inputs, "scores"), inputs[0]];

    /// <inheritdoc/>
    public override AxisMap Axes(OperatorInputs inputs)
    {
        var (given, loss) = LossAxes(inputs, AxisKind.Mixed);
        return new AxisMap(given, [loss, given[0]!]);
    }

    /// <inheritdoc/>
    public override Tensor[] Expand(IReadOnlyList<Tensor?> inputs)
    {
        var logProbabilities = inputs[0]!.LogSoftmax(1);
        return [Loss(inputs, logProbabilities), logProbabilities];
    }

    /// <inheritdoc/>
    public override Tensor?[]? Gradient(GradientContext context)
    {
        if (context.OutputGradients.ElementAtOrDefault(1) is not null || context.Inputs.Count > 2 || IgnoreIndex is not null
            || !context.Inputs[0]!.Shape[1].IsKnown)
            return null;

        // Of plain labels the gradient is softmax − one-hot, which the same pass computes as the softmax; of no class's label it is 0.
        var counted = Counted(context.Inputs);
        var scale = Reduction switch
        {
            LossReduction.Mean => context.OutputGradient * counted.Scale,
            LossReduction.None => context.OutputGradient.Unsqueeze(1),
            _ => context.OutputGradient,
        };
        scale = Tensor.Where((counted.Labels >= 0) & (counted.Labels < context.Inputs[0]!.Shape[1].Size), scale, 0f);
        return [(context.Inputs[0]!.LogSoftmax(1).Exp() - counted.IsLabel.Cast(context.Inputs[0]!.Element)) * scale, null];
    }

    /// <inheritdoc/>
    public override NdArray[] Reference(IReadOnlyList<NdArray?> inputs, IReadOnlyList<TensorType> outputs)
    {
        var logProbabilities = new Activation.LogSoftmax(1).Reference([inputs[0]!], [outputs[1]])[0];
        return [Loss(inputs, logProbabilities, outputs[0]), logProbabilities];
    }
}
