using Bantam.Operators.Arithmetic;
using static Bantam.Tests.Operators.CaseTensors;

namespace Bantam.Tests.Operators.Cases;

internal sealed class AbsCases : IOperatorCases
{
    public static IEnumerable<OperatorCase> All =>
    [
        new("Abs of known numbers", new Abs(), [Vector(-1.5f, 0f, 2.25f, float.NegativeInfinity)])
        { Expected = [Vector(1.5f, 0f, 2.25f, float.PositiveInfinity)] },
        .. ElementwiseCases.Unary(new Abs(), -2, 2),
        .. ElementwiseCases.Integer(new Abs()),
        new("Abs of the least integer", new Abs(), [Of([int.MinValue, -1, 1])]) { Expected = [Of([int.MinValue, 1, 1])] },
    ];
}
