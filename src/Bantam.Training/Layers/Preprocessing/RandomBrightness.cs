using Bantam.Tensors;
using Bantam.Training.Steps;

namespace Bantam.Training.Layers;

/// <summary>In training makes each image brighter or darker by a random share of the range of its values, and keeps it in that.</summary>
/// <param name="factor">The least and the greatest share.</param>
/// <param name="valueRange">The range of values; 0 to 255 by default.</param>
/// <param name="name">The layer's name.</param>
public sealed class RandomBrightness(FactorRange factor, FactorRange? valueRange = null, string? name = null) : RandomImageLayer(name)
{
    private readonly FactorRange _range = valueRange ?? (0, 255);

    /// <inheritdoc/>
    private protected override Tensor Change(Tensor images, TrainingState training) =>
        (images + (Each(images, factor, training) * (_range.High - _range.Low)))
        .Clip(images.Number(_range.Low), images.Number(_range.High));
}
