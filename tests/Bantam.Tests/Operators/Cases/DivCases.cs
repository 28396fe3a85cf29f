using Bantam.Operators.Arithmetic;
using static Bantam.Tests.Operators.CaseTensors;

namespace Bantam.Tests.Operators.Cases;

internal sealed class DivCases : IOperatorCases
{
    public static IEnumerable<OperatorCase> All =>
    [
        new("Div of known numbers", new Div(), [Vector(3f, 4f, -1f), Vector(1f, 2f, 8f)]) { Expected = [Vector(3f, 2f, -0.125f)] },
        .. ElementwiseCases.Binary(new Div(), 0.25, 3),
        .. ElementwiseCases.Integer(new Div()),
    ];
}
