namespace Bantam.Training.Layers;

/// <summary>The largest of each channel: [batch, steps, channels] → [batch, channels].</summary>
/// <param name="keepDimensions">Whether the axes between stay, with size 1.</param>
/// <param name="name">The layer's name.</param>
public sealed class GlobalMaxPooling1D(bool keepDimensions = false, string? name = null)
    : GlobalMaxPooling(1, keepDimensions, name);
