using Bantam.Tensors;

namespace Bantam.Training.Losses;

/// <summary>
/// max(0, ‖a − p‖ − ‖a − n‖ + margin) of three embeddings: an anchor a, a positive p that is to be near it, and a negative n that is to be
/// far from it (V. Balntas et al., 2016). Predictions are [batch, 3, features] or the three side by side, [batch, 3 · features]; the target
/// is not read.
/// </summary>
/// <param name="margin">By how much the negative should be farther away, above 0.</param>
/// <param name="p">The degree of the norm: 1 or 2.</param>
/// <param name="swap">Whether the negative's distance is that to the anchor or the positive, whichever is nearer.</param>
/// <exception cref="ArgumentOutOfRangeException">A number is outside its range.</exception>
public sealed class TripletMarginLoss(float margin = 1, int p = 2, bool swap = false) : Loss
{
    /// <summary>What is added to each difference, so that no distance is 0 and without a gradient.</summary>
    private const float Apart = 1e-6f;

    private readonly float _margin = Hyperparameter.Positive(margin, nameof(margin));
    private readonly int _p = p is 1 or 2 ? p : throw new ArgumentOutOfRangeException(nameof(p), p, $"'p' must be 1 or 2; it is {p}.");

    /// <inheritdoc/>
    protected override Tensor Values(Tensor prediction, Tensor target, bool isLogits)
    {
        var shape = prediction.Shape;
        var batch = shape[0].Size;
        if (shape.ElementCount % (3 * batch) != 0 || (shape.Rank > 2 && shape[1] != 3))
            throw new ShapeException($"the prediction must be three embeddings, [batch, 3, features]; it is {shape}.");
        var embeddings = prediction.Reshape(batch, 3, shape.ElementCount / (3 * batch));
        var (anchor, positive, negative) = (Part(embeddings, 0), Part(embeddings, 1), Part(embeddings, 2));
        var far = Distance(anchor, negative);
        if (swap) far = Tensor.Min(far, Distance(positive, negative));
        return (Distance(anchor, positive) - far + _margin).Relu();
    }

    private static Tensor Part(Tensor embeddings, int index) => embeddings.Slice([1], [index], [index + 1]).Squeeze(1);

    private Tensor Distance(Tensor a, Tensor b)
    {
        var difference = a - b + Apart;
        return _p == 1 ? SumOfLast(difference.Abs()) : SumOfLast(difference * difference).Sqrt();
    }
}
