using Bantam.Tensors;
using Bantam.Training.Steps;

namespace Bantam.Training.Layers;

/// <summary>In training shifts each image.</summary>
/// <param name="heightFactor">By which share of its height at least and at most; above 0 downwards.</param>
/// <param name="widthFactor">By which share of its width; above 0 to the right.</param>
/// <param name="fillMode">What lies outside of the image.</param>
/// <param name="interpolation">How pixels are computed.</param>
/// <param name="name">The layer's name.</param>
public sealed class RandomTranslation(
    FactorRange heightFactor, FactorRange widthFactor, FillMode fillMode = FillMode.Reflect,
    Interpolation interpolation = Interpolation.Bilinear, string? name = null)
    : RandomTransform(fillMode, interpolation, name)
{
    /// <inheritdoc/>
    private protected override (Tensor X, Tensor Y) From(Tensor x, Tensor y, Tensor images, TrainingState training) =>
        (x - (Each(images, widthFactor, training, 1) * images.Shape[2].Size),
        y - (Each(images, heightFactor, training) * images.Shape[1].Size));
}
