using Bantam.Operators.Arithmetic;
using static Bantam.Tests.Operators.CaseTensors;

namespace Bantam.Tests.Operators.Cases;

internal sealed class CosCases : IOperatorCases
{
    public static IEnumerable<OperatorCase> All =>
    [
        new("Cos of known numbers", new Cos(), [Vector(-1f, 0f, 1f, 2.5f)]) { Expected = [Vector(0.540302306f, 1f, 0.540302306f, -0.801143616f)] },
        .. ElementwiseCases.Unary(new Cos(), -6, 6),
    ];
}
