namespace Bantam.Operators.Vision;

/// <summary>What becomes of the aspect ratio where a result is given its sizes.</summary>
public enum AspectRatioPolicy
{
    /// <summary>It is what the sizes make of it.</summary>
    Stretch,

    /// <summary>It stays, and no axis is longer than the sizes say.</summary>
    NotLarger,

    /// <summary>It stays, and no axis is shorter than the sizes say.</summary>
    NotSmaller,
}
