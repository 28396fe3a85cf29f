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

    /// <summary>The tangent, of radians.</summary>
    Tan,

    /// <summary>The angle in [−π/2, π/2] whose sine is x.</summary>
    Asin,

    /// <summary>The angle in [0, π] whose cosine is x.</summary>
    Acos,

    /// <summary>The angle in (−π/2, π/2) whose tangent is x.</summary>
    Atan,

    /// <summary>The hyperbolic sine.</summary>
    Sinh,

    /// <summary>The hyperbolic cosine.</summary>
    Cosh,

    /// <summary>The number whose hyperbolic sine is x.</summary>
    Asinh,

    /// <summary>The number from 0 on whose hyperbolic cosine is x.</summary>
    Acosh,

    /// <summary>The number whose hyperbolic tangent is x.</summary>
    Atanh,

    /// <summary>The logistic function, 1 / (1 + e⁻ˣ).</summary>
    Sigmoid,
}
