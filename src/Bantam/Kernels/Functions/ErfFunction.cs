using static Bantam.Kernels.Ops;

namespace Bantam.Kernels.Functions;

/// <summary>erf x: an odd polynomial below 475/512, 1 − e^−p(|x|) above (N. Juffa's minimax coefficients); at most 2 ulp.</summary>
internal static class ErfFunction
{
    public static Expr Of(Expr x)
    {
        var t = Abs(x);
        var square = x * x;

        var high = Fma(t, -1.72853470e-5f, 3.83197126e-4f);
        var low = Fma(t, -3.88396438e-3f, 2.42546219e-2f);
        var q = Fma(high, square, low);
        q = Fma(q, t, -1.06777877e-1f);
        q = Fma(q, t, -6.34846687e-1f);
        q = Fma(q, t, -1.28717512e-1f);
        q = Fma(q, t, -t);
        var far = 1f - ExpFunction.Of(q);

        var p = Fma(square, -5.96761703e-4f, 4.99119423e-3f);
        p = Fma(p, square, -2.67681349e-2f);
        p = Fma(p, square, 1.12819925e-1f);
        p = Fma(p, square, -3.76125336e-1f);
        p = Fma(p, square, 1.28379166e-1f);
        var near = Fma(p, x, x);

        return Select(t > 0.927734375f, Select(x < 0f, -far, far), near);
    }
}
