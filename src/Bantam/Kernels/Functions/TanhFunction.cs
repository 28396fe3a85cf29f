using static Bantam.Kernels.Ops;

namespace Bantam.Kernels.Functions;

/// <summary>tanh x: an odd polynomial near zero (Cephes' tanhf), 1 − 2 / (e²ˣ + 1) elsewhere; at most 2 ulp.</summary>
internal static class TanhFunction
{
    public static Expr Of(Expr x)
    {
        var magnitude = Abs(x);
        var square = x * x;
        var p = Fma(square, -5.70498872745e-3f, 2.06390887954e-2f);
        p = Fma(p, square, -5.37397155531e-2f);
        p = Fma(p, square, 1.33314422036e-1f);
        p = Fma(p, square, -3.33332819422e-1f);
        var near = Fma(p * square, x, x);

        var far = 1f - (Constant.Of(2f) / (ExpFunction.Of(magnitude + magnitude) + 1f));
        return Select(magnitude < 0.625f, near, Select(x < 0f, -far, far));
    }
}
