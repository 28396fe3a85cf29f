using Bantam.Operators.Arithmetic;
using static Bantam.Tests.Operators.CaseTensors;

namespace Bantam.Tests.Operators.Cases;

internal sealed class AcoshCases : IOperatorCases
{
    public static IEnumerable<OperatorCase> All =>
    [
        new("Acosh of known numbers", new Acosh(), [Vector(1f, 1.5f, 2f, 1000f)])
        { Expected = [Vector(0f, 0.96242365f, 1.3169579f, 7.60090221f)] },
        .. ElementwiseCases.Unary(new Acosh(), 1.2, 5),
    ];
}
