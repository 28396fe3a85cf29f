namespace Bantam.Kernels;

/// <summary>Comparisons. All but <see cref="NotEqual"/> are false where a NaN takes part.</summary>
public enum CompareOp
{
    /// <summary>a = b.</summary>
    Equal,

    /// <summary>a ≠ b.</summary>
    NotEqual,

    /// <summary>a &lt; b.</summary>
    Less,

    /// <summary>a ≤ b.</summary>
    LessOrEqual,

    /// <summary>a &lt; b of integers read as unsigned.</summary>
    LessUnsigned,
}
