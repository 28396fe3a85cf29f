namespace Bantam.Operators.Vision;

/// <summary>Which element is nearest to a place between two.</summary>
public enum NearestRounding
{
    /// <summary>The nearer one; halfway the one before.</summary>
    RoundPreferFloor,

    /// <summary>The nearer one; halfway the one behind.</summary>
    RoundPreferCeil,

    /// <summary>The one before.</summary>
    Floor,

    /// <summary>The one behind.</summary>
    Ceil,
}
