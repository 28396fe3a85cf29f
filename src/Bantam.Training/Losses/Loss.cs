using Bantam.Graphs;
using Bantam.Tensors;
using Bantam.Training.Data;
using Bantam.Training.Metrics;
using Bantam.Training.Running;

namespace Bantam.Training.Losses;

/// <summary>
/// A loss function: values of which training minimizes the mean. Names, formulas and defaults are those of Keras. A loss says what its
/// values are; means, and the weights of samples, are the same for all.
/// </summary>
public abstract class Loss
{
    /// <summary>The distance that keeps quotients and logarithms finite, as in Keras.</summary>
    private protected const float Epsilon = 1e-7f;

    /// <summary>Its name in histories where it is measured beside another: <c>mean_squared_error</c>.</summary>
    public virtual string Name => SnakeCase.Of(GetType());

    /// <summary>
    /// Whether the loss skips a node at the end of a model and is computed from the node's input: a softmax and a cross-entropy as one
    /// neither overflow nor lose digits.
    /// </summary>
    public virtual bool TakesLogitsOf(Node last) => false;

    /// <summary>
    /// What a model must end in where the loss takes probabilities, such as <c>a softmax</c>; null where it takes any number.
    /// </summary>
    private protected virtual string? EndsIn => null;

    /// <summary>Whether there is a <c>fromLogits</c>, for a hint.</summary>
    private protected virtual bool HasLogits => true;

    /// <summary>The numbers that targets may be; null where any will do.</summary>
    private protected virtual TargetRange? Targets => null;

    /// <summary>The loss: the mean of its values.</summary>
    /// <param name="prediction">What the model computes.</param>
    /// <param name="target">What it should be.</param>
    /// <param name="isLogits">Whether the prediction is the input of the node that <see cref="TakesLogitsOf"/> accepted.</param>
    /// <param name="weights">
    /// How much each sample counts, [batch]; null where all count 1. The weighted losses of the samples are summed and divided by their
    /// number, not by the sum of the weights, as in Keras.
    /// </param>
    /// <exception cref="ShapeException">The target does not fit the prediction, or there is no loss of each sample to weigh.</exception>
    public Tensor Apply(Tensor prediction, Tensor target, bool isLogits = false, Tensor? weights = null) => weights is null
        ? Mean(prediction, target, isLogits)
        : (PerSample(prediction, target, isLogits) * weights.Cast(prediction.Element).Reshape(prediction.Shape[0].Size)).ReduceMean();

    /// <summary>The loss of each sample, [batch].</summary>
    /// <inheritdoc cref="Apply"/>
    public Tensor PerSample(Tensor prediction, Tensor target, bool isLogits = false)
    {
        var values = Values(prediction, target, isLogits);
        var batch = prediction.Shape[0].Size;
        if (values.Shape.Rank == 0 || values.Shape.ElementCount % batch != 0)
            throw new ShapeException(
                $"{Name}: samples can be weighed where each has a loss of its own; of predictions {prediction.Shape} this loss has the " +
                $"values {values.Shape}.");
        return values.Shape.Rank == 1 ? values : values.Reshape(batch, values.Shape.ElementCount / batch).ReduceMean([1]);
    }

    /// <summary>
    /// The values whose mean is the loss. Where samples can be weighed there are equally many of each sample, one sample after the other.
    /// </summary>
    /// <inheritdoc cref="Apply"/>
    protected abstract Tensor Values(Tensor prediction, Tensor target, bool isLogits);

    /// <summary>The mean of the values; overridden where an operator computes it at once.</summary>
    private protected virtual Tensor Mean(Tensor prediction, Tensor target, bool isLogits) =>
        Values(prediction, target, isLogits) is var values && values.Shape.Rank == 0 ? values : values.ReduceMean();

    /// <summary>Makes sure that what a model gives can be what the loss takes.</summary>
    /// <exception cref="TrainingException">The loss takes probabilities, and the model ends in what gives none.</exception>
    internal void RequireEnd(Value output)
    {
        if (EndsIn is null || Probabilities.Obstacle(output) is not { } node) return;
        throw new TrainingException(
            $"{GetType().Name} takes probabilities; the model ends in node '{node.Name}' ({node.Operator.Name}), which gives numbers "
            + "below 0 or above 1. "
            + (HasLogits ? $"Give fromLogits: true, or end the model in {EndsIn}." : $"End the model in {EndsIn}."));
    }

    /// <summary>Looks through the targets of a batch.</summary>
    /// <param name="batch">The batch.</param>
    /// <param name="index">The number of the field.</param>
    /// <param name="field">The field.</param>
    /// <param name="prediction">The shape of what the model computes.</param>
    /// <exception cref="DatasetException">A target means nothing to the loss; the message names its sample.</exception>
    internal virtual void Check(BatchReader batch, int index, Field field, Shape prediction)
    {
        if (Targets is { } range) TargetCheck.Run(batch, index, field, range, GetType().Name);
    }

    /// <summary>The loss as a metric of its name, beside the one that is minimized.</summary>
    internal virtual Metric AsMetric() => new MeanError(Name, this);

    /// <summary>The target in the prediction's type; equal shapes but for axes of size 1.</summary>
    private protected static Tensor SameShape(Tensor prediction, Tensor target)
    {
        var plain = new Shape(target.Shape.Where(d => d != 1));
        if (!plain.Equals(new Shape(prediction.Shape.Where(d => d != 1))))
            throw new ShapeException(
                $"the target must have the prediction's shape; the prediction is {prediction.Shape}, the target {target.Shape}.");
        return target.Cast(prediction.Element).Reshape(prediction.Shape);
    }

    /// <summary>The numbers of classes as Int32 [samples, 1], beside predictions [.., classes].</summary>
    /// <param name="prediction">What the model computes.</param>
    /// <param name="target">The numbers.</param>
    /// <param name="ofOneHot">The loss for one-hot vectors, for a hint.</param>
    private protected static Tensor Labels(Tensor prediction, Tensor target, string ofOneHot)
    {
        if (target.Element.IsFloating())
            throw new ShapeException(
                $"the target must be the number of a class, an integer; it is {target.Type}. Of one-hot targets take " +
                $"{ofOneHot}.");
        var samples = prediction.Shape.ElementCount / Math.Max(prediction.Shape[-1].Size, 1);
        if (target.Shape.ElementCount != samples)
            throw new ShapeException(
                $"the target must have the prediction's shape without the classes; the prediction is {prediction.Shape}, the target " +
                $"{target.Shape}.");
        return target.Cast(ElementType.Int32).Reshape(samples, 1);
    }

    /// <summary>The numbers of classes.</summary>
    private protected static Tensor ClassNumbers(int classes) => Tensor.Arange(classes);

    /// <summary>Sums over the last axis.</summary>
    private protected static Tensor SumOfLast(Tensor values) => values.ReduceSum([values.Shape.Rank - 1]);
}
