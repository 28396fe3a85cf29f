namespace Bantam.Vision;

/// <summary>Something that was found in a picture.</summary>
/// <param name="Box">Where, in pixels.</param>
/// <param name="Class">What, as the number of a class from 0 on; without the background, where a network has one.</param>
/// <param name="Label">The name of the class; null where none is known.</param>
/// <param name="Score">How sure that is, 0 to 1.</param>
public sealed record Detection(Box Box, int Class, string? Label, float Score)
{
    /// <summary>Points such as eyes, in pixels, where the network finds such.</summary>
    public IReadOnlyList<(float X, float Y)> Landmarks { get; init; } = [];
}
