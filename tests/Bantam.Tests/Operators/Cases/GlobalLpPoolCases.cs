using Bantam.Operators.Pooling;
using static Bantam.Tests.Operators.CaseTensors;

namespace Bantam.Tests.Operators.Cases;

internal sealed class GlobalLpPoolCases : IOperatorCases
{
    public static IEnumerable<OperatorCase> All =>
    [
        new("GlobalLpPool of known numbers", new GlobalLpPool(), [Floats([3f, -4, 0, 0, 0, 0], 1, 2, 3)])
        {
            Expected = [Floats([5f, 0], 1, 2, 1)],
        },
        .. from p in (int[])[1, 2, 3]
           from size in (int[])[1, 13, 17, 33]
           select WindowCases.Case($"GlobalLpPool of {size}, p = {p}", new GlobalLpPool(p), Numbers(2, 3, 2, size)),
    ];
}
