namespace Bantam.Tests.Kernels.Functions;

/// <summary>erf in double precision.</summary>
internal static class ErrorFunction
{
    /// <summary>2/√π·e^−x²·Σ 2ⁿ·x²ⁿ⁺¹ / (1·3·…·(2n + 1)), whose terms all have one sign.</summary>
    public static double Of(double x)
    {
        if (double.IsNaN(x)) return x;
        if (Math.Abs(x) > 6) return Math.Sign(x);
        var term = x;
        var sum = x;
        for (var n = 1; Math.Abs(term) > 1e-20 * Math.Abs(sum); n++)
        {
            term *= 2 * x * x / ((2 * n) + 1);
            sum += term;
        }

        return 2 / Math.Sqrt(Math.PI) * Math.Exp(-x * x) * sum;
    }
}
