using Bantam.Operators.Arithmetic;
using static Bantam.Tests.Operators.CaseTensors;

namespace Bantam.Tests.Operators.Cases;

internal sealed class CeilCases : IOperatorCases
{
    public static IEnumerable<OperatorCase> All =>
    [
        new("Ceil of known numbers", new Ceil(), [Vector(-1.5f, 1.2f, 2f, -0.2f)]) { Expected = [Vector(-1f, 2f, 2f, 0f)] },
        .. ElementwiseCases.Unary(new Ceil(), -4, 4, isDifferentiable: false),
    ];
}
