namespace Bantam.Operators.Activation;

/// <summary>How <see cref="Gelu"/> computes the normal distribution.</summary>
public enum GeluApproximation
{
    /// <summary>By the error function.</summary>
    None,

    /// <summary>By a hyperbolic tangent, to about 1e-3.</summary>
    Tanh,
}
