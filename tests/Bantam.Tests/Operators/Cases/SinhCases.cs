using Bantam.Operators.Arithmetic;
using static Bantam.Tests.Operators.CaseTensors;

namespace Bantam.Tests.Operators.Cases;

internal sealed class SinhCases : IOperatorCases
{
    public static IEnumerable<OperatorCase> All =>
    [
        new("Sinh of known numbers", new Sinh(), [Vector(-3f, 0f, 0.5f, 10f)])
        { Expected = [Vector(-10.0178749f, 0f, 0.521095305f, 11013.2329f)] },
        .. ElementwiseCases.Unary(new Sinh(), -3, 3),
    ];
}
