namespace Bantam.Operators;

/// <summary>What of an axis of the inputs a result depends on that lies at one place of the same axis.</summary>
public enum AxisKind
{
    /// <summary>On what lies at the same place only.</summary>
    Pointwise,

    /// <summary>On all of the axis, though places stay: a softmax along it, a normalization over it.</summary>
    Mixed,

    /// <summary>On the neighbourhood of a place, and places move: a window that slides along it.</summary>
    Windowed,

    /// <summary>On the places that other elements name.</summary>
    Gathered,
}
