using Bantam.Operators.Pooling;
using static Bantam.Tests.Operators.CaseTensors;

namespace Bantam.Tests.Operators.Cases;

internal sealed class LpPoolCases : IOperatorCases
{
    public static IEnumerable<OperatorCase> All =>
    [
        new("LpPool of known numbers", new LpPool(new([2], [2], [0, 1])), [Floats([3f, -4, 0, 0, -7], 1, 1, 5)])
        {
            Expected = [Floats([5f, 0, 7], 1, 1, 3)],
        },
        .. from pool in WindowCases.Pools
           from p in (int[])[1, 2, 3]
           select WindowCases.Case($"LpPool of {pool}, p = {p}", new LpPool(pool.Attributes, p), Numbers(pool.Image)),
    ];
}
