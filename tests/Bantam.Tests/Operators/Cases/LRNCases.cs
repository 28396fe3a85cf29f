using Bantam.Operators.Normalization;
using static Bantam.Tests.Operators.CaseTensors;

namespace Bantam.Tests.Operators.Cases;

internal sealed class LRNCases : IOperatorCases
{
    public static IEnumerable<OperatorCase> All =>
    [
        new("LRN of known numbers", new LRN(2, 2, 1, 1), [Floats([1f, 2, 3], 1, 3)])
        {
            Expected = [Floats([1 / 6f, 2 / 14f, 3 / 10f], 1, 3)],
        },
        .. from size in (int[])[1, 2, 3, 5]
           from image in (int[][])[[2, 7], [2, 4, 13], [1, 17, 3, 5]]
           select WindowCases.Case(
               $"LRN of {Tensors.Shape.Of(image)} over {size}", new LRN(size, 0.3f, 0.6f, 1.5f), Numbers(image)),
    ];
}
