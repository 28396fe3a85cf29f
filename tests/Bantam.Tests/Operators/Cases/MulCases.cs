using Bantam.Operators.Arithmetic;
using static Bantam.Tests.Operators.CaseTensors;

namespace Bantam.Tests.Operators.Cases;

internal sealed class MulCases : IOperatorCases
{
    public static IEnumerable<OperatorCase> All =>
    [
        new("Mul of known numbers", new Mul(), [Vector(1f, 2f, 3f), Vector(4f, -5.5f, 6f)]) { Expected = [Vector(4f, -11f, 18f)] },
        .. ElementwiseCases.Binary(new Mul(), -2, 2),
        .. ElementwiseCases.Integer(new Mul()),
        new("Mul of integers to beyond 32 bits", new Mul(), [Of([70_000L, -3L]), Of([70_000L, 4L])])
        { Expected = [Of([4_900_000_000L, -12L])] },
    ];
}
