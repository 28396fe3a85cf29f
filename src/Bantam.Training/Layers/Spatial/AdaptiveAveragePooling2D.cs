namespace Bantam.Training.Layers;

/// <summary>
/// The mean of each of as many windows as the output is to have: [batch, height, width, channels] →
/// [batch, height′, width′, channels]. Windows overlap where the sizes do not divide.
/// </summary>
/// <param name="outputSize">The size of the output.</param>
/// <param name="name">The layer's name.</param>
/// <exception cref="ArgumentOutOfRangeException">A size is below 1.</exception>
public sealed class AdaptiveAveragePooling2D(Size2D outputSize, string? name = null)
    : AdaptivePooling(outputSize.All, (x, axis) => x.ReduceMean([axis], keepDimensions: true), name);
