using Bantam.Operators.Arithmetic;
using static Bantam.Tests.Operators.CaseTensors;

namespace Bantam.Tests.Operators.Cases;

internal sealed class RoundCases : IOperatorCases
{
    public static IEnumerable<OperatorCase> All =>
    [
        new("Round of known numbers", new Round(),
            [Vector(0.1f, 0.5f, 0.9f, 1.2f, 1.5f, 1.8f, 2.3f, 2.5f, 2.7f, -1.1f, -1.5f, -1.9f, -2.2f, -2.5f, -2.8f)])
        { Expected = [Vector(0f, 0f, 1f, 1f, 2f, 2f, 2f, 2f, 3f, -1f, -2f, -2f, -2f, -2f, -3f)] },
        .. ElementwiseCases.Unary(new Round(), -4, 4, isDifferentiable: false),
    ];
}
