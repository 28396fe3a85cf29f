using Bantam.Operators.Arithmetic;
using static Bantam.Tests.Operators.CaseTensors;

namespace Bantam.Tests.Operators.Cases;

internal sealed class FloorCases : IOperatorCases
{
    public static IEnumerable<OperatorCase> All =>
    [
        new("Floor of known numbers", new Floor(), [Vector(-1.5f, 1.2f, 2f, 0.9f)]) { Expected = [Vector(-2f, 1f, 2f, 0f)] },
        .. ElementwiseCases.Unary(new Floor(), -4, 4, isDifferentiable: false),
    ];
}
