namespace Bantam.Training.Layers;

/// <summary>
/// The largest of each of as many windows as the output is to have: [batch, depth, height, width, channels] →
/// [batch, depth′, height′, width′, channels]. Windows overlap where the sizes do not divide.
/// </summary>
/// <param name="outputSize">The size of the output.</param>
/// <param name="name">The layer's name.</param>
/// <exception cref="ArgumentOutOfRangeException">A size is below 1.</exception>
public sealed class AdaptiveMaxPooling3D(Size3D outputSize, string? name = null)
    : AdaptivePooling(outputSize.All, (x, axis) => x.ReduceMax([axis], keepDimensions: true), name);
