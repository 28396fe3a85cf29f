using Bantam.Tensors;
using Bantam.Training.Steps;

namespace Bantam.Training.Layers;

/// <summary>In training shows more or less of each image: of a factor f 1 + f times the height and the width.</summary>
/// <param name="heightFactor">The least and the greatest factor of the height; above 0 images get smaller.</param>
/// <param name="widthFactor">Those of the width; null where it has that of the height.</param>
/// <param name="fillMode">What lies outside of the image.</param>
/// <param name="interpolation">How pixels are computed.</param>
/// <param name="name">The layer's name.</param>
public sealed class RandomZoom(
    FactorRange heightFactor, FactorRange? widthFactor = null, FillMode fillMode = FillMode.Reflect,
    Interpolation interpolation = Interpolation.Bilinear, string? name = null)
    : RandomTransform(fillMode, interpolation, name)
{
    /// <inheritdoc/>
    private protected override (Tensor X, Tensor Y) From(Tensor x, Tensor y, Tensor images, TrainingState training)
    {
        var height = Each(images, heightFactor, training) + 1;
        var width = widthFactor is { } range ? Each(images, range, training, 1) + 1 : height;
        return (x * width, y * height);
    }
}
