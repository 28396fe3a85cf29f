using Bantam.Operators.Arithmetic;
using static Bantam.Tests.Operators.CaseTensors;

namespace Bantam.Tests.Operators.Cases;

internal sealed class SqrtCases : IOperatorCases
{
    public static IEnumerable<OperatorCase> All =>
    [
        new("Sqrt of known numbers", new Sqrt(), [Vector(1f, 4f, 9f, 2f, -1f)]) { Expected = [Vector(1f, 2f, 3f, 1.41421356f, float.NaN)] },
        .. ElementwiseCases.Unary(new Sqrt(), 0.25, 9),
    ];
}
