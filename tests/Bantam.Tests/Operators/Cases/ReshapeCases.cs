using Bantam.Operators.Movement;
using static Bantam.Tests.Operators.CaseTensors;

namespace Bantam.Tests.Operators.Cases;

internal sealed class ReshapeCases : IOperatorCases
{
    public static IEnumerable<OperatorCase> All =>
    [
        new("Reshape of known numbers", new Reshape(), [Floats([1f, 2f, 3f, 4f, 5f, 6f], 2, 3), Fixed(3, 2)])
        { Expected = [Floats([1f, 2f, 3f, 4f, 5f, 6f], 3, 2)] },
        new("Reshape with a dimension left open", new Reshape(), [Numbers(2, 3, 5), Fixed(3, -1)]) { IsDifferentiable = true },
        new("Reshape with a dimension kept", new Reshape(), [Numbers(2, 3, 5), Fixed(0, 15)]) { IsDifferentiable = true },
        new("Reshape that parts an axis between two", new Reshape(), [Numbers(5, 4, 4), Fixed(10, 8)]) { IsDifferentiable = true },
        new("Reshape to a number", new Reshape(), [Numbers(1, 1), Fixed()]) { IsDifferentiable = true },
        new("Reshape of a number", new Reshape(), [Number(3f), Fixed(1, 1, 1)]) { IsDifferentiable = true },
        new("Reshape to nothing", new Reshape(AllowZero: true), [Numbers(0, 3), Fixed(3, 4, 0)]),
    ];
}
