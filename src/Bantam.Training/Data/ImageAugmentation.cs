using Bantam.Training.Randomness;

namespace Bantam.Training.Data;

/// <summary>
/// A random change of a picture that leaves its class what it is. It moves pixels only, so that it takes any element type. Those that
/// compute belong into the model: <see cref="Layers.RandomRotation"/>, <see cref="Layers.RandomContrast"/> and their like.
/// </summary>
public abstract class ImageAugmentation
{
    /// <summary>Changes a picture in place; called by several threads at once.</summary>
    /// <param name="pixels">The picture.</param>
    /// <param name="layout">How it lies there.</param>
    /// <param name="random">Random numbers of this sample and epoch.</param>
    public abstract void Apply(Span<byte> pixels, PixelLayout layout, ref RandomStream random);
}
