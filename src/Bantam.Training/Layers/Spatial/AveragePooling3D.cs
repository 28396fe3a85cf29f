using Bantam.Operators.Pooling;

namespace Bantam.Training.Layers;

/// <summary>
/// The mean of each window, padding left out unless it is to count: [batch, depth, height, width, channels] →
/// [batch, depth′, height′, width′, channels].
/// </summary>
/// <param name="poolSize">The size of the window; 2 by default.</param>
/// <param name="strides">The strides; the size of the window by default.</param>
/// <param name="padding">How the edges are padded; not at all by default.</param>
/// <param name="countsPadding">Whether padding counts as zeros.</param>
/// <param name="name">The layer's name.</param>
/// <exception cref="ArgumentOutOfRangeException">A size is below 1.</exception>
public sealed class AveragePooling3D(
    Size3D? poolSize = null, Size3D? strides = null, Padding padding = default, bool countsPadding = false, string? name = null)
    : Pooling((poolSize ?? 2).All, (strides ?? poolSize ?? 2).All, padding, a => new AveragePool(a, countsPadding), name);
