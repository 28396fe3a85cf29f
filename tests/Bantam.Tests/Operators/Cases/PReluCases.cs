using Bantam.Operators.Activation;
using static Bantam.Tests.Operators.CaseTensors;

namespace Bantam.Tests.Operators.Cases;

internal sealed class PReluCases : IOperatorCases
{
    public static IEnumerable<OperatorCase> All =>
    [
        new("PRelu of known numbers", new PRelu(), [Vector(-2f, 0f, 3f), Vector(0.5f, 7f, 7f)]) { Expected = [Vector(-1f, 0f, 3f)] },
        new("PRelu with a slope a channel", new PRelu(), [Numbers(2, 3, 17), Between(0, 1, [3, 1], seed: 1)]) { IsDifferentiable = true },
        new("PRelu with one slope", new PRelu(), [Numbers(33), Number(0.3f)]) { IsDifferentiable = true },
        new("PRelu of special values", new PRelu(), [Vector(Special), Number(0.5f)]),
        .. ElementwiseCases.Integer(new PRelu()),
    ];
}
