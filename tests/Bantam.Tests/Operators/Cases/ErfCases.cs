using Bantam.Operators.Arithmetic;
using static Bantam.Tests.Operators.CaseTensors;

namespace Bantam.Tests.Operators.Cases;

internal sealed class ErfCases : IOperatorCases
{
    public static IEnumerable<OperatorCase> All =>
    [
        new("Erf of known numbers", new Erf(), [Vector(-1f, 0f, 0.5f, 2.5f)])
        { Expected = [Vector(-0.842700793f, 0f, 0.520499878f, 0.999593048f)] },
        .. ElementwiseCases.Unary(new Erf(), -3, 3),
    ];
}
