namespace Bantam.Kernels.Functions;

/// <summary>1 / (1 + e⁻ˣ). At most 2.5 ulp fused and unfused; where it is below the smallest normal float it is 0 or denormal.</summary>
internal static class SigmoidFunction
{
    public static Expr Of(Expr x) => 1f / (1f + ExpFunction.OfLimited(-x));
}
