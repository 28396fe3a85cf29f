using Bantam.Operators.Arithmetic;
using static Bantam.Tests.Operators.CaseTensors;

namespace Bantam.Tests.Operators.Cases;

internal sealed class SinCases : IOperatorCases
{
    /// <summary>Of arguments beyond 10⁴ the kernels lose digits, as their documentation says.</summary>
    private static readonly float[] Finite = [float.NaN, 0f, -0f, 1e-30f, 1e-10f, -1e-3f, 100f, -10000f];

    public static IEnumerable<OperatorCase> All =>
    [
        new("Sin of known numbers", new Sin(), [Vector(-1f, 0f, 1f, 2.5f)])
        { Expected = [Vector(-0.841470985f, 0f, 0.841470985f, 0.598472144f)] },
        .. ElementwiseCases.Unary(new Sin(), -6, 6, special: Finite),
    ];
}
