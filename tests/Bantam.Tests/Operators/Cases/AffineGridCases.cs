using Bantam.Operators.Vision;
using static Bantam.Tests.Operators.CaseTensors;

namespace Bantam.Tests.Operators.Cases;

internal sealed class AffineGridCases : IOperatorCases
{
    public static IEnumerable<OperatorCase> All =>
    [
        new("AffineGrid of the identity", new AffineGrid(), [Floats([1f, 0, 0, 0, 1, 0], 1, 2, 3), Fixed(1, 3, 2, 4)])
        {
            Expected =
            [
                Floats(
                    [-0.75f, -0.5f, -0.25f, -0.5f, 0.25f, -0.5f, 0.75f, -0.5f, -0.75f, 0.5f, -0.25f, 0.5f, 0.25f, 0.5f, 0.75f, 0.5f],
                    1, 2, 4, 2),
            ],
        },
        .. from isAligned in (bool[])[false, true]
           from size in (long[][])[[2, 3, 5, 4], [2, 1, 1, 7], [2, 3, 2, 3, 4], [2, 5, 13]]
           select new OperatorCase(
               $"AffineGrid of {size.Length - 2} axes of {size[^1]}{(isAligned ? ", aligned" : "")}", new AffineGrid(isAligned),
               [Numbers(2, size.Length - 2, size.Length - 1), Fixed(size)])
           { IsDifferentiable = true, Tolerance = 1e-5 },
    ];
}
