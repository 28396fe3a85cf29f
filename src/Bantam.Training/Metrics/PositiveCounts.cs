using Bantam.Tensors;

namespace Bantam.Training.Metrics;

/// <summary>
/// What counts right and wrong positives: an element is predicted where its score is above a threshold. Predictions and targets are of
/// equal shapes, targets 0 and 1; class numbers become one-hot vectors.
/// </summary>
public abstract class PositiveCounts : Metric
{
    private readonly float _threshold;
    private readonly int? _classId;

    private protected PositiveCounts(float threshold, int? classId)
    {
        _threshold = Hyperparameter.Finite(threshold, nameof(threshold));
        _classId = classId is { } number ? Hyperparameter.AtLeast(0, number, nameof(classId)) : null;
    }

    /// <summary>True positives, all predicted ones, and all that should be.</summary>
    /// <inheritdoc/>
    public sealed override Tensor Sums(Tensor prediction, Tensor target)
    {
        var truth = Classes.Truth(target, prediction);
        var isPredicted = (prediction > _threshold).Cast(ElementType.Float);
        if (_classId is { } number)
        {
            if (number >= prediction.Shape[-1].Size)
                throw new ShapeException(
                    $"{Name}: the class must be one of {prediction.Shape[-1]}, 0 to {prediction.Shape[-1].Size - 1}; it is {number}.");
            var axis = prediction.Shape.Rank - 1;
            (truth, isPredicted) = (truth.Slice([axis], [number], [number + 1]), isPredicted.Slice([axis], [number], [number + 1]));
        }

        return Tensor.Concat(
            0, (truth * isPredicted).ReduceSum().Reshape(1), isPredicted.ReduceSum().Reshape(1), truth.ReduceSum().Reshape(1));
    }

    /// <summary>A part of a whole; 0 of nothing.</summary>
    private protected static double Ratio(double part, double whole) => whole == 0 ? 0 : part / whole;
}
