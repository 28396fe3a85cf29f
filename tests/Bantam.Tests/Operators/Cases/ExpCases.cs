using Bantam.Operators.Arithmetic;
using static Bantam.Tests.Operators.CaseTensors;

namespace Bantam.Tests.Operators.Cases;

internal sealed class ExpCases : IOperatorCases
{
    public static IEnumerable<OperatorCase> All =>
    [
        new("Exp of known numbers", new Exp(), [Vector(-1f, 0f, 1f, 5.5f)])
        { Expected = [Vector(0.367879441f, 1f, 2.71828183f, 244.691932f)] },
        .. ElementwiseCases.Unary(new Exp(), -6, 6),
    ];
}
