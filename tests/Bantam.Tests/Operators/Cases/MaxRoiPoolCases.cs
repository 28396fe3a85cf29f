using Bantam.Operators.Vision;
using static Bantam.Tests.Operators.CaseTensors;

namespace Bantam.Tests.Operators.Cases;

internal sealed class MaxRoiPoolCases : IOperatorCases
{
    public static IEnumerable<OperatorCase> All =>
    [
        new("MaxRoiPool of a known region", new MaxRoiPool(2, 2), [Counted(16, 1, 1, 4, 4), Floats([0f, 0, 1, 2, 3], 1, 5)])
        { Expected = [Floats([9f, 10, 13, 14], 1, 1, 2, 2)] },
        .. from channels in (int[])[1, 3, 17]
           select new OperatorCase(
               $"MaxRoiPool of {channels} channels", new MaxRoiPool(3, 2, 0.75f),
               [Numbers(2, channels, 6, 9), new CaseInput(Floats([1f, 1, 1.5f, 6, 7.5f, 0, -2, -3, 4, 3, 1, 11, 5, 19, 13], 3, 5), true)])
           { IsDifferentiable = true },
        new("MaxRoiPool of regions that are given", new MaxRoiPool(2, 3), [Numbers(1, 2, 5, 5), Floats([0f, 1, 1, 3, 4], 1, 5)]),
    ];
}
