using Bantam.Tensors;
using Bantam.Training.Steps;

namespace Bantam.Training.Layers;

/// <summary>In training turns each image by a random angle around its middle.</summary>
/// <param name="factor">The least and the greatest angle as shares of a full turn, counterclockwise.</param>
/// <param name="fillMode">What lies outside of the image.</param>
/// <param name="interpolation">How pixels are computed.</param>
/// <param name="name">The layer's name.</param>
public sealed class RandomRotation(
    FactorRange factor, FillMode fillMode = FillMode.Reflect, Interpolation interpolation = Interpolation.Bilinear, string? name = null)
    : RandomTransform(fillMode, interpolation, name)
{
    /// <inheritdoc/>
    private protected override (Tensor X, Tensor Y) From(Tensor x, Tensor y, Tensor images, TrainingState training)
    {
        var angle = Each(images, factor, training) * (2 * Math.PI);
        var (sine, cosine) = (angle.Sin(), angle.Cos());
        return ((cosine * x) - (sine * y), (sine * x) + (cosine * y));
    }
}
