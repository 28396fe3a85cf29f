using Bantam.Operators.Movement;
using static Bantam.Tests.Operators.CaseTensors;

namespace Bantam.Tests.Operators.Cases;

internal sealed class UnsqueezeCases : IOperatorCases
{
    public static IEnumerable<OperatorCase> All =>
    [
        new("Unsqueeze of one axis", new Unsqueeze(), [Numbers(3, 5), Fixed(1)]) { IsDifferentiable = true },
        new("Unsqueeze of two axes out of order", new Unsqueeze(), [Numbers(3, 5), Fixed(-1, 0)]) { IsDifferentiable = true },
        new("Unsqueeze of a number", new Unsqueeze(), [Number(4f), Fixed(0)]) { Expected = [Vector(4f)] },
    ];
}
