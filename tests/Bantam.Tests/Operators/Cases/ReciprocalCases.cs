using Bantam.Operators.Arithmetic;
using static Bantam.Tests.Operators.CaseTensors;

namespace Bantam.Tests.Operators.Cases;

internal sealed class ReciprocalCases : IOperatorCases
{
    public static IEnumerable<OperatorCase> All =>
    [
        new("Reciprocal of known numbers", new Reciprocal(), [Vector(-4f, 2f, 0.5f)]) { Expected = [Vector(-0.25f, 0.5f, 2f)] },
        .. ElementwiseCases.Unary(new Reciprocal(), 0.25, 3),
    ];
}
