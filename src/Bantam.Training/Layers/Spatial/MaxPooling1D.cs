using Bantam.Operators.Pooling;

namespace Bantam.Training.Layers;

/// <summary>The largest of each window: [batch, steps, channels] → [batch, steps′, channels].</summary>
/// <param name="poolSize">The size of the window; 2 by default.</param>
/// <param name="strides">The strides; the size of the window by default.</param>
/// <param name="padding">How the edges are padded; not at all by default.</param>
/// <param name="name">The layer's name.</param>
/// <exception cref="ArgumentOutOfRangeException">A size is below 1.</exception>
public sealed class MaxPooling1D(
    int poolSize = 2, int? strides = null, Padding padding = default, string? name = null)
    : Pooling([poolSize], [strides ?? poolSize], padding, a => new MaxPool(a), name);
