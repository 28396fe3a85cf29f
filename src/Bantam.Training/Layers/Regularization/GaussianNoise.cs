using Bantam.Tensors;
using Bantam.Training.Steps;

namespace Bantam.Training.Layers;

/// <summary>In training normally distributed numbers with mean 0 are added; in inference nothing changes.</summary>
/// <param name="stddev">The standard deviation, 0 or more.</param>
/// <param name="name">The layer's name.</param>
/// <exception cref="ArgumentOutOfRangeException">The deviation is negative.</exception>
public sealed class GaussianNoise(float stddev, string? name = null) : NoiseLayer(name)
{
    private readonly float _deviation = Hyperparameter.NotNegative(stddev, nameof(stddev));

    /// <inheritdoc/>
    private protected override Tensor Learn(Tensor input, TrainingState training) => input + Normal(input, 0, _deviation, training);
}
