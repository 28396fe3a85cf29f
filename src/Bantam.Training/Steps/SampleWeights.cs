using Bantam.Tensors;
using Bantam.Training.Data;
using Bantam.Training.Metrics;

namespace Bantam.Training.Steps;

/// <summary>
/// How much each sample counts in the loss. The weighted losses are summed and divided by the number of samples, as in Keras; metrics
/// count all samples alike.
/// </summary>
public sealed class SampleWeights
{
    private readonly Func<Tensor, Shape, Tensor>? _ofTarget;

    private SampleWeights(string? field, Func<Tensor, Shape, Tensor>? ofTarget) => (Field, _ofTarget) = (field, ofTarget);

    /// <summary>The field of the data set that holds the weights; null where they follow from the target.</summary>
    public string? Field { get; }

    /// <summary>
    /// Weights in a field of the data set: one number for each sample. The field is no input of the model. Validation data that have it
    /// are weighted as well.
    /// </summary>
    /// <param name="name">The name of the field.</param>
    public static SampleWeights InField(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        return new SampleWeights(name, null);
    }

    /// <summary>A weight for each class, while training; a class without one counts 1.</summary>
    /// <param name="weights">Weights from 0 on, by the number of the class.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number of a class is negative, or a weight is none.</exception>
    public static SampleWeights OfClasses(IReadOnlyDictionary<int, float> weights)
    {
        ArgumentNullException.ThrowIfNull(weights);
        foreach (var (number, weight) in weights)
        {
            Hyperparameter.AtLeast(0, number, nameof(weights));
            Hyperparameter.NotNegative(weight, nameof(weights));
        }

        var table = weights.ToDictionary();
        return new SampleWeights(null, (target, prediction) =>
        {
            var wanted = Classes.Wanted(target, prediction);
            if (wanted.Shape[0] != prediction[0])
                throw new ShapeException(
                    $"Classes are weighted where each sample has one; there are {wanted.Shape[0]} targets of {prediction[0]} samples. " +
                    $"Give weights as a function of the target.");
            return table.Aggregate(
                Tensor.Ones(wanted.Shape), (all, w) => Tensor.Where(Tensor.Equal(wanted, Tensor.Scalar(w.Key)), w.Value, all));
        });
    }

    /// <summary>Weights as a function of the targets, while training.</summary>
    /// <param name="weights">Graph code: from the targets of a batch, as they are in the data, to a number for each sample.</param>
    public static SampleWeights Of(Func<Tensor, Tensor> weights)
    {
        ArgumentNullException.ThrowIfNull(weights);
        return new SampleWeights(null, (target, _) => weights(target));
    }

    /// <summary>The fields that are inputs of the model.</summary>
    internal static IReadOnlyList<Field> Inputs(IReadOnlyList<Field> fields, SampleWeights? weights) =>
        [.. fields.SkipLast(1).Where(f => weights?.Field is not { } name || f.Name != name)];

    /// <summary>The weights of a batch, [batch]; null where all samples count alike.</summary>
    /// <param name="fields">The fields of the data.</param>
    /// <param name="tensors">What a batch has of each.</param>
    /// <param name="prediction">The shape of what the model computes.</param>
    /// <param name="isLearning">Whether the batch is learned from; else it is measured.</param>
    /// <exception cref="ShapeException">There is not one weight for each sample.</exception>
    internal Tensor? Read(IReadOnlyList<Field> fields, IReadOnlyList<Tensor> tensors, Shape prediction, bool isLearning)
    {
        if (Field is null && !isLearning) return null;
        var place = fields.SkipLast(1).ToList().FindIndex(f => f.Name == Field);
        if (Field is not null && place < 0)
            return !isLearning ? null : throw new ShapeException(
                $"The weights of samples are field '{Field}', which must be in the data before the target; they have " +
                $"{string.Join(", ", fields)}.");
        var weights = Field is null ? _ofTarget!(tensors[^1], prediction) : tensors[place];
        return weights.Shape.ElementCount == prediction[0].Size ? weights.Cast(ElementType.Float).Reshape(prediction[0].Size)
            : throw new ShapeException($"There must be a weight for each of {prediction[0]} samples; the weights are {weights.Type}.");
    }
}
