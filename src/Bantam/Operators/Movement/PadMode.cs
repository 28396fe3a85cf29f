namespace Bantam.Operators.Movement;

/// <summary>What <see cref="Pad"/> puts around a tensor.</summary>
public enum PadMode
{
    /// <summary>One number.</summary>
    Constant,

    /// <summary>The tensor mirrored at its outermost elements, which are not repeated.</summary>
    Reflect,

    /// <summary>Its outermost elements again and again.</summary>
    Edge,

    /// <summary>The tensor again from its other end.</summary>
    Wrap,
}
