using Bantam.Operators.Movement;
using static Bantam.Tests.Operators.CaseTensors;

namespace Bantam.Tests.Operators.Cases;

internal sealed class SpaceToDepthCases : IOperatorCases
{
    public static IEnumerable<OperatorCase> All =>
    [
        new("SpaceToDepth of one block", new SpaceToDepth(2), [Counted(8, 1, 2, 2, 2)])
        { Expected = [Floats([0f, 4f, 1f, 5f, 2f, 6f, 3f, 7f], 1, 8, 1, 1)] },
        new("SpaceToDepth of images", new SpaceToDepth(3), [Numbers(2, 2, 6, 9)]) { IsDifferentiable = true },
    ];
}
