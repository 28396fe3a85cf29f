using Bantam.Autodiff;
using Bantam.Tensors;

namespace Bantam.Operators.Loss;

/// <summary>
/// −ln softmax(scores)[label], over the samples. Scores are [N, C] or [N, C, d1, …], labels [N] or [N, d1, …]. The second output is
/// the log-probabilities. <see href="https://onnx.ai/onnx/operators/onnx__SoftmaxCrossEntropyLoss.html"/>
/// </summary>
/// <param name="Reduction">How the losses of the samples become one.</param>
/// <param name="IgnoreIndex">A label that does not count; null where all do.</param>
public sealed record SoftmaxCrossEntropyLoss(LossReduction Reduction = LossReduction.Mean, int? IgnoreIndex = null) : Operator
{
    /// <inheritdoc/>
    public override TensorType[] Infer(OperatorInputs inputs)
    {
        var (scores, labels) = (inputs.Shape(0), inputs.Shape(1));
        var samples = new Shape([scores[0], .. scores.Skip(2)]);
        if (scores.Rank < 2 || !labels.Equals(samples)) throw new ShapeException($"labels must be the scores' shape without the classes; scores are {scores}, labels {labels}, not {samples}.");
        var loss = inputs[0] with { Shape = Reduction == LossReduction.None ? labels : Shape.Scalar };
        return [loss, inputs[0]];
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
        if (context.OutputGradients.ElementAtOrDefault(1) is not null || Reduction == LossReduction.None || context.Inputs.Count > 2 || IgnoreIndex is not null) return null;

        // Of plain labels the gradient is softmax − one-hot, which the same pass computes as the softmax.
        var counted = Counted(context.Inputs);
        var scale = Reduction == LossReduction.Mean ? context.OutputGradient * counted.Scale : context.OutputGradient;
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
    /// Which scores are those of labels, by comparing the labels with 0, 1, 2, … along the classes, so that nothing has to be
    /// gathered; the weights of the classes; and one over the sum of the labels' weights.
    /// </summary>
    private (Tensor IsLabel, Tensor Weight, Tensor Scale) Counted(IReadOnlyList<Tensor?> inputs)
    {
        var (scores, labels, weights) = (inputs[0]!, inputs[1]!.Cast(ElementType.Int32).Unsqueeze([1]), inputs.ElementAtOrDefault(2));
        int[] alongClasses = [scores.Shape[1].Size, .. Enumerable.Repeat(1, scores.Shape.Rank - 2)];
        var isLabel = Tensor.Equal(labels, Tensor.From<int>([.. Enumerable.Range(0, alongClasses[0])], Shape.Of(alongClasses)));
        var weight = weights?.Reshape(alongClasses) ?? scores.Number(1);
        if (IgnoreIndex is { } ignored) weight = Tensor.Where(Tensor.Equal(labels, Tensor.Scalar(ignored)), 0f, weight);
        if (Reduction != LossReduction.Mean) return (isLabel, weight, scores.Number(1));
        if (weights is null && IgnoreIndex is null) return (isLabel, weight, scores.Number(1.0 / labels.Shape.ElementCount));
        return (isLabel, weight, 1f / Tensor.Where(isLabel, weight, 0f).ReduceSum());
    }
}
