namespace Bantam.Operators.Vision;

/// <summary>What <see cref="GridSample"/> sees outside of the image.</summary>
public enum GridSamplePadding
{
    /// <summary>Zeros.</summary>
    Zeros,

    /// <summary>The elements on its edge.</summary>
    Border,

    /// <summary>The image again and again, mirrored each time.</summary>
    Reflection,
}
