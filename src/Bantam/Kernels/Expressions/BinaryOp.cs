namespace Bantam.Kernels;

/// <summary>Operations on two operands of one type.</summary>
public enum BinaryOp
{
    /// <summary>a + b; integers wrap.</summary>
    Add,

    /// <summary>a − b; integers wrap.</summary>
    Sub,

    /// <summary>a · b; integers wrap.</summary>
    Mul,

    /// <summary>a / b; of indices truncated.</summary>
    Div,

    /// <summary>The remainder of truncated division; indices only.</summary>
    Rem,

    /// <summary>The smaller; NaN if either is NaN, −0 below +0 (IEEE 754-2019 minimum).</summary>
    Min,

    /// <summary>The larger; NaN if either is NaN, −0 below +0 (IEEE 754-2019 maximum).</summary>
    Max,

    /// <summary>Bitwise or logical and.</summary>
    And,

    /// <summary>Bitwise or logical or.</summary>
    Or,

    /// <summary>Bitwise or logical exclusive or.</summary>
    Xor,

    /// <summary>a · 2ᵇ.</summary>
    ShiftLeft,

    /// <summary>The sign moves in from the left.</summary>
    ShiftRight,

    /// <summary>Zeros move in from the left.</summary>
    ShiftRightLogical,

    /// <summary>aᵇ. A function: expanded before a kernel is written.</summary>
    Pow,
}
