namespace Bantam.Vision;

/// <summary>
/// A box with sides along the axes, in pixels from the top left corner; the right and lower sides lie behind what it holds.
/// </summary>
/// <param name="Left">The left side.</param>
/// <param name="Top">The upper side.</param>
/// <param name="Right">The right side.</param>
/// <param name="Bottom">The lower side.</param>
public readonly record struct Box(float Left, float Top, float Right, float Bottom)
{
    /// <summary>Its width; 0 where its sides are the wrong way round.</summary>
    public float Width => Math.Max(0, Right - Left);

    /// <summary>Its height; 0 where its sides are the wrong way round.</summary>
    public float Height => Math.Max(0, Bottom - Top);

    /// <summary>Its area.</summary>
    public float Area => Width * Height;

    /// <summary>The box around a centre.</summary>
    public static Box Around(float x, float y, float width, float height) =>
        new(x - (width / 2), y - (height / 2), x + (width / 2), y + (height / 2));

    /// <summary>
    /// The area of what two boxes share over that of what they cover together (IoU), 0 to 1; 0 where neither has an area.
    /// </summary>
    public float IntersectionOverUnion(Box other)
    {
        var width = Math.Min(Right, other.Right) - Math.Max(Left, other.Left);
        var height = Math.Min(Bottom, other.Bottom) - Math.Max(Top, other.Top);
        if (!(width > 0 && height > 0)) return 0;
        var shared = width * height;
        return shared / (Area + other.Area - shared);
    }

    /// <summary>The box with both axes scaled.</summary>
    public Box Scale(float x, float y) => new(Left * x, Top * y, Right * x, Bottom * y);
}
