using Bantam.Tensors;
using Bantam.Training.Steps;

namespace Bantam.Training.Layers;

/// <summary>
/// In training multiplies the distance of each image's values from their channel's mean by a random factor around 1, and keeps them in
/// their range.
/// </summary>
/// <param name="factor">By how much the factor is at least and at most greater than 1; a number alone is both below and above.</param>
/// <param name="valueRange">The range of values; 0 to 255 by default.</param>
/// <param name="name">The layer's name.</param>
public sealed class RandomContrast(FactorRange factor, FactorRange? valueRange = null, string? name = null) : RandomImageLayer(name)
{
    private readonly FactorRange _range = valueRange ?? (0, 255);

    /// <inheritdoc/>
    private protected override Tensor Change(Tensor images, TrainingState training)
    {
        var mean = images.ReduceMean([1, 2], keepDimensions: true);
        return (((images - mean) * (Each(images, factor, training) + 1)) + mean)
            .Clip(images.Number(_range.Low), images.Number(_range.High));
    }
}
