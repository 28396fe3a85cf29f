using Bantam.Operators.Arithmetic;
using static Bantam.Tests.Operators.CaseTensors;

namespace Bantam.Tests.Operators.Cases;

internal sealed class TanCases : IOperatorCases
{
    /// <summary>Of larger arguments the kernels lose digits, as their documentation says.</summary>
    private static readonly float[] Finite = [float.NaN, 0f, -0f, 1e-30f, 1e-10f, -1e-3f, 100f, -1000f];

    public static IEnumerable<OperatorCase> All =>
    [
        new("Tan of known numbers", new Tan(), [Vector(-1f, 0f, 0.5f, 2.5f)])
        { Expected = [Vector(-1.55740772f, 0f, 0.54630249f, -0.747022297f)] },
        .. ElementwiseCases.Unary(new Tan(), -1.2, 1.2, special: Finite),
    ];
}
