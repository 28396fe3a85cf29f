using Bantam.Operators.Movement;
using static Bantam.Tests.Operators.CaseTensors;

namespace Bantam.Tests.Operators.Cases;

internal sealed class IdentityCases : IOperatorCases
{
    public static IEnumerable<OperatorCase> All =>
    [
        .. OddShapes.Select(s =>
            new OperatorCase($"Identity of {Tensors.Shape.Of(s)}", new Identity(), [Numbers(s)]) { IsDifferentiable = true }),
        new("Identity of bytes", new Identity(), [Integers(Tensors.ElementType.UInt8, 0, 255, 13)]),
    ];
}
