using Bantam.Tensors;

namespace Bantam.Training.Losses;

/// <summary>
/// max(0, margin + d(a, p) − d(a, n)) over all pairs of a batch with one label, where n is the nearest sample of another label that is
/// farther from a than p, or else the farthest one (F. Schroff et al., 2015; TensorFlow Addons' <c>TripletSemiHardLoss</c>); the mean over
/// the pairs, 0 where there is none. Predictions are embeddings [batch, features], best of length 1, targets labels [batch] in any integer
/// type. Samples meet in it: they have no weights, and its value depends on the batch size.
/// </summary>
/// <param name="margin">By how much another label should be farther away, above 0.</param>
/// <exception cref="ArgumentOutOfRangeException">The number is outside its range.</exception>
public sealed class TripletSemiHardLoss(float margin = 1) : Loss
{
    private readonly float _margin = Hyperparameter.Positive(margin, nameof(margin));

    /// <inheritdoc/>
    protected override Tensor Values(Tensor prediction, Tensor target, bool isLogits)
    {
        var batch = prediction.Shape[0].Size;
        if (prediction.Shape.Rank != 2 || target.Element.IsFloating() || target.Shape.ElementCount != batch)
            throw new ShapeException(
                $"predictions must be embeddings [batch, features], and targets a label for each, an integer; they are {prediction.Type} " +
                $"and {target.Type}.");
        var labels = target.Cast(ElementType.Int32);
        var isOther = !Tensor.Equal(labels.Reshape(batch, 1), labels.Reshape(1, batch));
        var distances = Distances(prediction, batch);

        // Axes are anchor, positive, negative.
        var ofNegative = distances.Reshape(batch, 1, batch);
        var isFarther = isOther.Reshape(batch, 1, batch) & (ofNegative > distances.Reshape(batch, batch, 1));
        var highest = distances.ReduceMax([1], keepDimensions: true);
        var nearest = Tensor.Where(isFarther, ofNegative, highest.Reshape(batch, 1, 1)).ReduceMin([2]);
        var isThere = isFarther.Cast(prediction.Element).ReduceMax([2]) > 0f;
        var farthest = Tensor.Where(isOther, distances, 0f).ReduceMax([1], keepDimensions: true);
        var isPair = Tensor.Where(isOther, 0f, 1f - Tensor.Eye(batch, prediction.Element));
        var losses = (distances - Tensor.Where(isThere, nearest, farthest) + _margin).Relu() * isPair;
        return losses.ReduceSum() / Tensor.Max(isPair.ReduceSum(), 1f);
    }

    /// <summary>The distances of all pairs; that of equal points is 0 and has no gradient.</summary>
    private static Tensor Distances(Tensor points, int batch)
    {
        var features = points.Shape[1].Size;
        var difference = points.Reshape(batch, 1, features) - points.Reshape(1, batch, features);
        var squares = SumOfLast(difference * difference);
        var isApart = squares > 0f;
        return Tensor.Where(isApart, Tensor.Where(isApart, squares, 1f).Sqrt(), 0f);
    }
}
