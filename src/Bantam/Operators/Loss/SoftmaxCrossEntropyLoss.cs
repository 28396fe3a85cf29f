using Bantam.Autodiff;
using Bantam.Tensors;

namespace Bantam.Operators.Loss;

/// <summary>
/// −ln softmax(scores)[label], over the samples. Scores are [N, C] or [N, C, d1, …], labels [N] or [N, d1, …]. The second output is
/// the log-probabilities. A label that is no class is an error of the caller: the reference says so, kernels add nothing to the loss
/// and to the gradient (of an Int64 label beyond 32 bits they see the low 32).
/// <see href="https://onnx.ai/onnx/operators/onnx__SoftmaxCrossEntropyLoss.html"/>
/// </summary>
/// <param name="Reduction">How the losses of the samples become one.</param>
/// <param name="IgnoreIndex">A label that does not count; null where all do.</param>
public sealed record SoftmaxCrossEntropyLoss(LossReduction Reduction = LossReduction.Mean, int? IgnoreIndex = null) : Operator
{
    /// <inheritdoc/>
    public override TensorType[] Infer(OperatorInputs inputs)
    {
        var (scores, labels) = (inputs.Shape(0), inputs.Shape(1));
        if (scores.Rank < 2) throw new ShapeException($"scores must have a batch and a classes axis, [N, C, …]; they are {scores}.");
        var samples = new Shape([scores[0], .. scores.Skip(2)]);
        if (Shape.Differ(labels, samples))
            throw new ShapeException(
                $"labels must be the scores' shape without the classes; scores are {scores}, labels {labels}, not {samples}.");
        var loss = inputs[0] with { Shape = Reduction == LossReduction.None ? labels : Shape.Scalar };
        return [loss, inputs[0]];
    }

    /// <inheritdoc/>
    public override AxisMap Axes(OperatorInputs inputs)
    {
        var labels = AxisMap.Labels(inputs.Shape(0));
        labels[1] = new AxisLabel(AxisKind.Mixed);
        var scores = AxisMap.Axes(inputs.Shape(0), labels);
        AxisPart[][] samples = [scores[0], .. scores[2..]];
        return new AxisMap([scores, samples, [scores[1]]], [Reduction == LossReduction.None ? samples : [], scores]);
    }

    /// <inheritdoc/>
    public override Tensor[] Expand(IReadOnlyList<Tensor?> inputs)
    {
        var logProbabilities = inputs[0]!.LogSoftmax(1);
        var counted = Counted(inputs);
        var chosen = Tensor.Where(counted.IsLabel, logProbabilities * counted.Weight, 0f);
        var total = Reduction == LossReduction.None ? -chosen.ReduceSum([1]) : -chosen.ReduceSum();
        return [Reduction == LossReduction.Mean ? total * counted.Scale : total, logProbabilities];
    }

    /// <inheritdoc/>
    public override Tensor?[]? Gradient(GradientContext context)
    {
        if (context.OutputGradients.ElementAtOrDefault(1) is not null || Reduction == LossReduction.None
            || context.Inputs.Count > 2 || IgnoreIndex is not null)
            return null;

        // Of plain labels the gradient is softmax − one-hot, which the same pass computes as the softmax; of no class's label it is 0.
        var counted = Counted(context.Inputs);
        var scale = Reduction == LossReduction.Mean ? context.OutputGradient * counted.Scale : context.OutputGradient;
        scale = Tensor.Where((counted.Labels >= 0) & (counted.Labels < context.Inputs[0]!.Shape[1].Size), scale, 0f);
        return [(context.Inputs[0]!.LogSoftmax(1).Exp() - counted.IsLabel.Cast(context.Inputs[0]!.Element)) * scale, null];
    }

    /// <inheritdoc/>
    public override NdArray[] Reference(IReadOnlyList<NdArray?> inputs, IReadOnlyList<TensorType> outputs)
    {
        var (scores, labels, weights) = (inputs[0]!, inputs[1]!, inputs.ElementAtOrDefault(2));
        var logProbabilities = new Activation.LogSoftmax(1).Reference([scores], [outputs[1]])[0];
        var losses = new NdArray(outputs[1] with { Shape = labels.Type.Shape });
        var weightSum = 0.0;
        labels.ForEach((indices, offset) =>
        {
            var label = (int)labels.Elements[offset];
            if (label == IgnoreIndex) return;
            if (label < 0 || label >= scores.Sizes[1])
                throw new ShapeException(
                    $"label {label} is no class of scores {scores.Type.Shape}; labels are 0 to {scores.Sizes[1] - 1}.");
            var weight = weights?.Elements[label] ?? 1;
            weightSum += weight;
            losses.Elements[offset] = -weight * logProbabilities[[indices[0], label, .. indices[1..]]];
        });
        double[] loss = Reduction switch
        {
            LossReduction.None => losses.Elements,
            LossReduction.Sum => [losses.Elements.Sum()],
            _ => [losses.Elements.Sum() / weightSum],
        };
        return [new NdArray(outputs[0], loss), logProbabilities];
    }

    /// <summary>
    /// The labels, next to the classes; which scores are theirs, by comparing them with 0, 1, 2, … along the classes, so that nothing
    /// has to be gathered; the weights of the classes; and one over the sum of the labels' weights.
    /// </summary>
    private (Tensor Labels, Tensor IsLabel, Tensor Weight, Tensor Scale) Counted(IReadOnlyList<Tensor?> inputs)
    {
        var (scores, labels, weights) = (inputs[0]!, inputs[1]!.Cast(ElementType.Int32).Unsqueeze([1]), inputs.ElementAtOrDefault(2));
        int[] alongClasses = [scores.Shape[1].Size, .. Enumerable.Repeat(1, scores.Shape.Rank - 2)];

        // An ignored label becomes that of no class: a weight of 0 would not do where the log-probability is −∞.
        if (IgnoreIndex is { } ignored && ignored >= 0 && ignored < alongClasses[0])
            labels = Tensor.Where(Tensor.Equal(labels, Tensor.Scalar(ignored)), -1, labels);
        var isLabel = Tensor.Equal(labels, Tensor.From<int>([.. Enumerable.Range(0, alongClasses[0])], Shape.Of(alongClasses)));
        var weight = weights?.Reshape(alongClasses) ?? scores.Number(1);
        if (Reduction != LossReduction.Mean) return (labels, isLabel, weight, scores.Number(1));
        if (weights is null && IgnoreIndex is null) return (labels, isLabel, weight, scores.Number(1.0 / labels.Shape.ElementCount));
        return (labels, isLabel, weight, 1f / Tensor.Where(isLabel, weight, 0f).ReduceSum());
    }
}
