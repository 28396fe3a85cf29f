using static Bantam.Kernels.Ops;

namespace Bantam.Kernels.Functions;

/// <summary>
/// erf x of F64: an odd polynomial below 1, 1 − e^−q(|x|) above, where q is −ln erfc weighted by erfc (minimax coefficients by Remez'
/// algorithm). Within 2 ulp fused and unfused.
/// </summary>
internal static class WideErfFunction
{
    public static Expr Of(Expr x)
    {
        // Beyond 5.93 the result is 1.
        var a = Abs(x);
        var t = Select(a > 6f, 6f, a);
        var p = WideBits.Polynomial(
            t * t, -7.801188874097751e-10, 1.3722976265924504e-08, -1.6209175911748696e-07, 1.6447517677871873e-06,
            -1.4924744663335489e-05, 0.00012055295320494294, -0.0008548325989696758, 0.005223977607423468, -0.02686617064327622,
            0.11283791670945253, -0.3761263890318355, 0.12837916709551256);
        var near = Fma(p, t, t);
        var q = WideBits.Polynomial(
            t - 1f, -7.973730525030752e-13, 2.3342995058305e-11, -3.123796333540165e-10, 2.5234314439068092e-09,
            -1.3526989622688801e-08, 4.807091499552212e-08, -8.928488000717348e-08, -1.555907501728957e-07, 2.0743259290912014e-06,
            -9.621276780339062e-06, 2.716686846029588e-05, -2.6281401798477425e-05, -0.00023732134629200928, 0.0019779023185961054,
            -0.01003382533904323, 0.041561098038833524, 0.8431072563588053, 2.638967514234786, 1.8496055099332482);
        return WideBits.WithSign(Select(t < 1f, near, 1f - WideExpFunction.Of(-q)), x);
    }
}
