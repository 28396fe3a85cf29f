using Bantam.Operators.Activation;
using static Bantam.Tests.Operators.CaseTensors;

namespace Bantam.Tests.Operators.Cases;

internal sealed class ShrinkCases : IOperatorCases
{
    public static IEnumerable<OperatorCase> All =>
    [
        new("Shrink that is hard", new Shrink(0f, 1.5f), [Vector(-2f, -1.5f, 0f, 1f, 2f)]) { Expected = [Vector(-2f, 0f, 0f, 0f, 2f)] },
        new("Shrink that is soft", new Shrink(1.5f, 1.5f), [Vector(-2f, -1f, 0f, 1f, 2f)]) { Expected = [Vector(-0.5f, 0f, 0f, 0f, 0.5f)] },
        .. ElementwiseCases.Unary(new Shrink(0.3f, 0.7f), -2, 2),
        .. ElementwiseCases.Integer(new Shrink(1.5f, 2.5f)),
    ];
}
