using Bantam.Operators.Movement;
using static Bantam.Tests.Operators.CaseTensors;

namespace Bantam.Tests.Operators.Cases;

internal sealed class DepthToSpaceCases : IOperatorCases
{
    public static IEnumerable<OperatorCase> All =>
    [
        new("DepthToSpace with the depth last", new DepthToSpace(2), [Counted(8, 1, 8, 1, 1)])
        { Expected = [Floats([0f, 2f, 4f, 6f, 1f, 3f, 5f, 7f], 1, 2, 2, 2)] },
        new("DepthToSpace with the block last", new DepthToSpace(2, IsColumnFirst: true), [Counted(8, 1, 8, 1, 1)])
        { Expected = [Floats([0f, 1f, 2f, 3f, 4f, 5f, 6f, 7f], 1, 2, 2, 2)] },
        .. from isFirst in (bool[])[false, true]
           select new OperatorCase($"DepthToSpace of images, {isFirst}", new DepthToSpace(3, isFirst), [Numbers(2, 18, 3, 5)])
           { IsDifferentiable = true },
    ];
}
