namespace Bantam.Training.Layers;

/// <summary>The mean of each channel: [batch, height, width, channels] → [batch, channels].</summary>
/// <param name="keepDimensions">Whether the axes between stay, with size 1.</param>
/// <param name="name">The layer's name.</param>
public sealed class GlobalAveragePooling2D(bool keepDimensions = false, string? name = null)
    : GlobalAveragePooling(2, keepDimensions, name);
