namespace Bantam.Vision;

/// <summary>How likely a class is.</summary>
/// <param name="Class">The number of the class, from 0 on.</param>
/// <param name="Label">Its name; null where none is known.</param>
/// <param name="Score">From 0 to 1.</param>
public readonly record struct ClassScore(int Class, string? Label, float Score);
