using Bantam.Operators.Movement;
using Bantam.Tensors;
using static Bantam.Tests.Operators.CaseTensors;

namespace Bantam.Tests.Operators.Cases;

internal sealed class GatherElementsCases : IOperatorCases
{
    public static IEnumerable<OperatorCase> All =>
    [
        new("GatherElements along the last axis", new GatherElements(1), [Floats([1f, 2f, 3f, 4f], 2, 2), Of([0L, 0, 1, 0], 2, 2)])
        { Expected = [Floats([1f, 1f, 4f, 3f], 2, 2)] },
        new("GatherElements by negative indices", new GatherElements(), [Floats([1f, 2f, 3f, 4f, 5f, 6f], 3, 2), Of([-1, -3], 1, 2)])
        { Expected = [Floats([5f, 2f], 1, 2)] },
        .. from axis in (int[])[0, 1, -1]
           select new OperatorCase($"GatherElements along axis {axis} of a larger tensor", new GatherElements(axis),
               [Numbers(4, 4, 17), Integers(axis == 0 ? ElementType.Int32 : ElementType.Int64, -4, 4, 3, 2, 13)])
           { IsDifferentiable = true },
        new("GatherElements of nothing", new GatherElements(), [Numbers(5), Of(Array.Empty<long>(), 0)]),
        new("GatherElements of bytes", new GatherElements(), [Integers(ElementType.UInt8, 0, 200, 9), Of([8L, 0, -1])]),
    ];
}
