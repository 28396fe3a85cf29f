namespace Bantam.Operators.Recurrent;

/// <summary>
/// The functions that gates and states of recurrent networks may go through, with the constants α and β of those that have them.
/// </summary>
public enum RecurrentFunction
{
    /// <summary>1 / (1 + e⁻ˣ).</summary>
    Sigmoid,

    /// <summary>The hyperbolic tangent.</summary>
    Tanh,

    /// <summary>max(0, x).</summary>
    Relu,

    /// <summary>α·x + β.</summary>
    Affine,

    /// <summary>x, and α·x where x is negative.</summary>
    LeakyRelu,

    /// <summary>x where it is greater than α, else 0.</summary>
    ThresholdedRelu,

    /// <summary>α·tanh(β·x).</summary>
    ScaledTanh,

    /// <summary>max(0, min(1, α·x + β)).</summary>
    HardSigmoid,

    /// <summary>x, and α·(eˣ − 1) where x is negative.</summary>
    Elu,

    /// <summary>x / (1 + |x|).</summary>
    Softsign,

    /// <summary>ln(1 + eˣ).</summary>
    Softplus,
}
