using Bantam.Tensors;
using Bantam.Training.Steps;

namespace Bantam.Training.Layers;

/// <summary>In training channels as a whole are set to 0.</summary>
public abstract class SpatialDropout : NoiseLayer
{
    private readonly int _rank;
    private readonly float _rate;

    private protected SpatialDropout(int rank, float rate, string? name)
        : base(name) => (_rank, _rate) = (rank, Hyperparameter.Fraction(rate, nameof(rate)));

    /// <inheritdoc/>
    private protected override Tensor Learn(Tensor input, TrainingState training)
    {
        Windows.Check(input.Shape, _rank);
        var channels = new Shape([input.Shape[0], .. Enumerable.Repeat((Dimension)1, _rank), input.Shape[-1]]);
        return _rate == 0 ? input : input * Dropped(Tensor.Scalar(1f).Expand(channels), _rate, training);
    }
}
