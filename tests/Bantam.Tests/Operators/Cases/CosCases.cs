using Bantam.Operators.Arithmetic;
using static Bantam.Tests.Operators.CaseTensors;

namespace Bantam.Tests.Operators.Cases;

internal sealed class CosCases : IOperatorCases
{
    /// <summary>Of arguments beyond 10⁴ the kernels lose digits, as their documentation says.</summary>
    private static readonly float[] Finite = [float.NaN, 0f, -0f, 1e-30f, 1e-10f, -1e-3f, 100f, -10000f];

    public static IEnumerable<OperatorCase> All =>
    [
        new("Cos of known numbers", new Cos(), [Vector(-1f, 0f, 1f, 2.5f)])
        { Expected = [Vector(0.540302306f, 1f, 0.540302306f, -0.801143616f)] },
        .. ElementwiseCases.Unary(new Cos(), -6, 6, special: Finite),
    ];
}
