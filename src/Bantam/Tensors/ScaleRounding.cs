namespace Bantam.Tensors;

/// <summary>In which direction a number becomes a power of two.</summary>
public enum ScaleRounding
{
    /// <summary>The next larger power.</summary>
    Up,

    /// <summary>The next smaller power.</summary>
    Down,

    /// <summary>The nearest power, in the middle the larger.</summary>
    Nearest,
}
