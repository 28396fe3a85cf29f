using Bantam.Operators.Movement;
using Bantam.Tensors;
using static Bantam.Tests.Operators.CaseTensors;

namespace Bantam.Tests.Operators.Cases;

internal sealed class GatherGradientCases : IOperatorCases
{
    public static IEnumerable<OperatorCase> All =>
    [
        new("GatherGradient adds what goes to one row", new GatherGradient(0),
            [Numbers(3, 2), Of([2L, 0, 2]), Floats([1f, 2f, 3f, 4f, 5f, 6f], 3, 2)])
        { Expected = [Floats([3f, 4f, 0f, 0f, 6f, 8f], 3, 2)] },
        .. from size in (int[])[1, 13, 15, 17, 33]
           from axis in (int[])[0, 1]
           select new OperatorCase($"GatherGradient to [3,4,{size}] along axis {axis}", new GatherGradient(axis),
               [Numbers(3, 4, size), Integers(ElementType.Int64, -3, 3, 7), axis == 0 ? Numbers(7, 4, size) : Numbers(3, 7, size)]),
        new("GatherGradient by 32-bit indices", new GatherGradient(0), [Numbers(5), Integers(ElementType.Int32, 0, 5, 21), Numbers(21)]),
    ];
}
