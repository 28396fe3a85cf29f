using Bantam.Operators.Movement;
using Bantam.Tensors;

namespace Bantam.Operators.Loss;

/// <summary>
/// A loss of labels: −w[label] · log-probability[label], over the samples. Log-probabilities are [N, C] or [N, C, d1, …], labels [N] or
/// [N, d1, …], the weights of the classes [C]. A label that is no class is an error of the caller, unless it is the one that does not
/// count: the reference says so, kernels add nothing to the loss and to the gradient (of an Int64 label beyond 32 bits they see the low
/// 32).
/// </summary>
/// <param name="Reduction">How the losses of the samples become one; a mean is divided by the weights of the labels that count.</param>
/// <param name="IgnoreIndex">A label that does not count, be it a class or not; null where all do.</param>
public abstract record LabelLoss(LossReduction Reduction, int? IgnoreIndex) : Operator
{
    /// <summary>The type of the loss.</summary>
    /// <param name="inputs">Scores or log-probabilities, labels, and weights where there are some.</param>
    /// <param name="what">What input 0 is, for messages.</param>
    /// <exception cref="ShapeException">The shapes do not fit.</exception>
    protected TensorType InferLoss(OperatorInputs inputs, string what)
    {
        var (scores, labels) = (inputs.Shape(0), inputs.Shape(1));
        if (scores.Rank < 2) throw new ShapeException($"{what} must have a batch and a classes axis, [N, C, …]; they are {scores}.");
        var samples = new Shape([scores[0], .. scores.Skip(2)]);
        if (Shape.Differ(labels, samples))
            throw new ShapeException(
                $"labels must be the {what}' shape without the classes; {what} are {scores}, labels {labels}, not {samples}.");
        if (!inputs[1].Element.IsInteger()) throw new ShapeException($"labels must be integers; they are {inputs[1]}.");
        var weights = inputs[0] with { Shape = new Shape(scores[1]) };
        if (inputs.Optional(2) is { } given && (given.Element != weights.Element || Shape.Differ(given.Shape, weights.Shape)))
            throw new ShapeException($"there must be a weight for each class, {weights}; they are {given}.");
        return inputs[0] with { Shape = Reduction == LossReduction.None ? labels : Shape.Scalar };
    }

    /// <summary>The axes of the inputs and the loss; what <see cref="AxisMap.Outputs"/> lacks is the axes of input 0.</summary>
    /// <param name="inputs">The inputs.</param>
    /// <param name="kind">How results depend on what lies along the classes.</param>
    protected (AxisPart[][]?[] Inputs, AxisPart[][] Loss) LossAxes(OperatorInputs inputs, AxisKind kind)
    {
        var labels = AxisMap.Labels(inputs.Shape(0));
        labels[1] = new AxisLabel(kind);
        var scores = AxisMap.Axes(inputs.Shape(0), labels);
        AxisPart[][] samples = [scores[0], .. scores[2..]];
        return ([scores, samples, [scores[1]]], Reduction == LossReduction.None ? samples : []);
    }

    /// <summary>The loss of log-probabilities, composed.</summary>
    /// <param name="inputs">The operator's inputs.</param>
    /// <param name="logProbabilities">What the loss is computed of.</param>
    protected Tensor Loss(IReadOnlyList<Tensor?> inputs, Tensor logProbabilities)
    {
        var counted = Counted(inputs);
        var chosen = Tensor.Where(counted.IsLabel, logProbabilities * counted.Weight, 0f);
        var total = Reduction == LossReduction.None ? -chosen.ReduceSum([1]) : -chosen.ReduceSum();
        return Reduction == LossReduction.Mean ? total * counted.Scale : total;
    }

    /// <summary>The loss of log-probabilities, by plain loops.</summary>
    /// <param name="inputs">The operator's inputs.</param>
    /// <param name="logProbabilities">What the loss is computed of.</param>
    /// <param name="type">The type of the loss.</param>
    /// <exception cref="ShapeException">A label that counts is no class.</exception>
    protected NdArray Loss(IReadOnlyList<NdArray?> inputs, NdArray logProbabilities, TensorType type)
    {
        var (labels, weights) = (inputs[1]!, inputs.ElementAtOrDefault(2));
        var losses = new NdArray(type with { Shape = labels.Type.Shape });
        var (weightSum, classes) = (0.0, logProbabilities.Sizes[1]);
        labels.ForEach((indices, offset) =>
        {
            if (labels.Elements[offset] == IgnoreIndex) return;
            if (labels.Elements[offset] < 0 || labels.Elements[offset] >= classes)
                throw new ShapeException(
                    $"label {labels.Elements[offset]} is no class of scores {logProbabilities.Type.Shape}; "
                    + $"labels are 0 to {classes - 1}.");
            var label = (int)labels.Elements[offset];
            var weight = weights?.Elements[label] ?? 1;
            weightSum += weight;
            losses.Elements[offset] = -weight * logProbabilities[[indices[0], label, .. indices[1..]]];
        });
        return Reduction switch
        {
            LossReduction.None => losses,
            LossReduction.Sum => new NdArray(type, [losses.Elements.Sum()]),
            _ => new NdArray(type, [losses.Elements.Sum() / weightSum]),
        };
    }

    /// <summary>
    /// The labels, next to the classes; which scores are theirs, by comparing them with 0, 1, 2, … along the classes, so that nothing
    /// has to be gathered; the weights of the classes; and one over the sum of the labels' weights.
    /// </summary>
    private protected (Tensor Labels, Tensor IsLabel, Tensor Weight, Tensor Scale) Counted(IReadOnlyList<Tensor?> inputs)
    {
        var (scores, labels, weights) = (inputs[0]!, inputs[1]!.Cast(ElementType.Int32).Unsqueeze([1]), inputs.ElementAtOrDefault(2));
        var alongClasses = new Shape([scores.Shape[1], .. Enumerable.Repeat<Dimension>(1, scores.Shape.Rank - 2)]);

        // An ignored label becomes that of no class: a weight of 0 would not do where the log-probability is −∞.
        if (IgnoreIndex is { } ignored && (!scores.Shape[1].IsKnown || (ignored >= 0 && ignored < scores.Shape[1].Size)))
            labels = Tensor.Where(Tensor.Equal(labels, Tensor.Scalar(ignored)), -1, labels);
        var isLabel = Tensor.Equal(labels, Classes(scores).Reshape(alongClasses));
        var weight = weights?.Reshape(alongClasses) ?? scores.Number(1);
        if (Reduction != LossReduction.Mean) return (labels, isLabel, weight, scores.Number(1));
        if (weights is null && IgnoreIndex is null) return (labels, isLabel, weight, OneOver(labels, scores));
        return (labels, isLabel, weight, 1f / Tensor.Where(isLabel, weight, 0f).ReduceSum());
    }

    /// <summary>The numbers of the classes.</summary>
    private static Tensor Classes(Tensor scores) => scores.Shape[1] is { IsKnown: true } count
        ? Tensor.Arange(count.Size)
        : new RangeOf().ApplyOne(
            Tensor.Scalar(0L), scores.ShapeOf(1, 2).Reshape(Shape.Scalar), Tensor.Scalar(1L)).Cast(ElementType.Int32);

    /// <summary>One over the number of labels.</summary>
    private static Tensor OneOver(Tensor labels, Tensor scores) => labels.Shape.IsKnown
        ? scores.Number(1.0 / labels.Shape.ElementCount)
        : 1f / new SizeOf().ApplyOne(labels).Cast(scores.Element);
}
