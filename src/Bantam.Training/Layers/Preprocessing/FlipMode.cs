namespace Bantam.Training.Layers;

/// <summary>Which ways images may be flipped.</summary>
public enum FlipMode
{
    /// <summary>Left and right, and top and bottom.</summary>
    HorizontalAndVertical,

    /// <summary>Left and right.</summary>
    Horizontal,

    /// <summary>Top and bottom.</summary>
    Vertical,
}
