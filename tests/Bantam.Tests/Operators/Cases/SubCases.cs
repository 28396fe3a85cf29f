using Bantam.Operators.Arithmetic;
using static Bantam.Tests.Operators.CaseTensors;

namespace Bantam.Tests.Operators.Cases;

internal sealed class SubCases : IOperatorCases
{
    public static IEnumerable<OperatorCase> All =>
    [
        new("Sub of known numbers", new Sub(), [Vector(1f, 2f, 3f), Vector(3f, 2f, 1f)]) { Expected = [Vector(-2f, 0f, 2f)] },
        .. ElementwiseCases.Binary(new Sub(), -2, 2),
        .. ElementwiseCases.Integer(new Sub()),
    ];
}
