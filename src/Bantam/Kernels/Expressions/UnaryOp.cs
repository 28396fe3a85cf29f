namespace Bantam.Kernels;

/// <summary>
/// Operations on one operand. Those from <see cref="Exp"/> on are functions: they are expanded before a kernel is written.
/// </summary>
public enum UnaryOp
{
    /// <summary>−x.</summary>
    Neg,

    /// <summary>|x|.</summary>
    Abs,

    /// <summary>The correctly rounded square root.</summary>
    Sqrt,

    /// <summary>The largest integer not above x.</summary>
    Floor,

    /// <summary>The smallest integer not below x.</summary>
    Ceiling,

    /// <summary>The nearest integer, ties to even.</summary>
    Round,

    /// <summary>Bitwise or logical complement.</summary>
    Not,

    /// <summary>How many bits of an integer are ones.</summary>
    PopCount,

    /// <summary>eˣ.</summary>
    Exp,

    /// <summary>The natural logarithm.</summary>
    Log,

    /// <summary>The hyperbolic tangent.</summary>
    Tanh,

    /// <summary>The error function.</summary>
    Erf,

    /// <summary>The sine, of radians.</summary>
    Sin,

    /// <summary>The cosine, of radians.</summary>
    Cos,
}
