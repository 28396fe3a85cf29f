using Bantam.Operators.Pooling;
using static Bantam.Tests.Operators.CaseTensors;

namespace Bantam.Tests.Operators.Cases;

internal sealed class GlobalAveragePoolCases : IOperatorCases
{
    private static readonly int[][] Shapes = [[2, 19, 5, 6], [1, 3, 17], [2, 2, 3, 4, 5], [3, 4]];

    public static IEnumerable<OperatorCase> All =>
    [
        new("GlobalAveragePool of known numbers", new GlobalAveragePool(), [Counted(8, 1, 2, 2, 2)])
        {
            Expected = [Floats([1.5f, 5.5f], 1, 2, 1, 1)],
        },
        .. Shapes.Select(s => WindowCases.Case($"GlobalAveragePool of {Bantam.Tensors.Shape.Of(s)}", new GlobalAveragePool(), Numbers(s))),
    ];
}
