namespace Bantam.Operators;

/// <summary>The error function in double precision, to 1e-15.</summary>
internal static class ErrorFunction
{
    private const double TwoOverRootPi = 1.1283791670955126;

    /// <summary>
    /// erf x: its power series (DLMF 7.6.2) where that converges fast, the continued fraction of erfc (DLMF 7.9.1) beyond.
    /// </summary>
    public static double Erf(double x)
    {
        if (double.IsNaN(x)) return x;
        var magnitude = Math.Abs(x);
        if (magnitude < 3)
        {
            double term = x, sum = x;
            for (var n = 1; Math.Abs(term) > 1e-17 * Math.Abs(sum); n++)
            {
                term *= 2 * x * x / ((2 * n) + 1);
                sum += term;
            }

            return TwoOverRootPi * Math.Exp(-x * x) * sum;
        }

        if (magnitude > 6) return Math.Sign(x);
        var fraction = 0.0;
        for (var n = 60; n > 0; n--) fraction = n / 2.0 / (magnitude + fraction);
        return Math.Sign(x) * (1 - (Math.Exp(-x * x) / (Math.Sqrt(Math.PI) * (magnitude + fraction))));
    }
}
