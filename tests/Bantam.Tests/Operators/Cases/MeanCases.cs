using Bantam.Operators.Arithmetic;
using static Bantam.Tests.Operators.CaseTensors;

namespace Bantam.Tests.Operators.Cases;

internal sealed class MeanCases : IOperatorCases
{
    public static IEnumerable<OperatorCase> All =>
    [
        new("Mean of three", new Mean(), [Vector(3f, 0f, 2f), Vector(1f, 3f, 4f), Vector(2f, 6f, 6f)]) { Expected = [Vector(2f, 3f, 4f)] },
        new("Mean of one", new Mean(), [Numbers(17)]) { IsDifferentiable = true },
        new("Mean of three that broadcast", new Mean(), [Numbers(5, 17), Between(-2, 2, [17], seed: 1), Number(0.3f)])
        { IsDifferentiable = true },
        .. ElementwiseCases.Binary(new Mean(), -2, 2),
    ];
}
