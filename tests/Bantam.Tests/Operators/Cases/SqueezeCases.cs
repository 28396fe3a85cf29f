using Bantam.Operators.Movement;
using static Bantam.Tests.Operators.CaseTensors;

namespace Bantam.Tests.Operators.Cases;

internal sealed class SqueezeCases : IOperatorCases
{
    public static IEnumerable<OperatorCase> All =>
    [
        new("Squeeze of given axes", new Squeeze(), [Numbers(1, 3, 1, 5), Fixed(0, -2)]) { IsDifferentiable = true },
        new("Squeeze of one axis of two", new Squeeze(), [Numbers(1, 3, 1, 5), Fixed(2)]) { IsDifferentiable = true },
        new("Squeeze of all that can be", new Squeeze(), [Numbers(1, 3, 1, 5)]) { IsDifferentiable = true },
        new("Squeeze to a number", new Squeeze(), [Floats([4f], 1, 1)]) { Expected = [Number(4f)] },
    ];
}
