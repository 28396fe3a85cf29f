using Bantam.Operators.Movement;
using Bantam.Tensors;
using static Bantam.Tests.Operators.CaseTensors;

namespace Bantam.Tests.Operators.Cases;

internal sealed class ScatterElementsCases : IOperatorCases
{
    public static IEnumerable<OperatorCase> All =>
    [
        new("ScatterElements along the last axis", new ScatterElements(1),
            [Floats([1f, 2f, 3f, 4f, 5f], 1, 5), Of([1L, -2], 1, 2), Floats([1.1f, 2.1f], 1, 2)])
        { Expected = [Floats([1f, 1.1f, 3f, 2.1f, 5f], 1, 5)] },
        new("ScatterElements that adds twice", new ScatterElements(0, ScatterReduction.Add), [Vector(1f, 2f), Of([1L, 1]), Vector(3f, 4f)])
        { Expected = [Vector(1f, 9f)] },
        .. from reduction in Enum.GetValues<ScatterReduction>()
           from axis in (int[])[0, -1]
           select new OperatorCase($"ScatterElements with {reduction} along axis {axis}", new ScatterElements(axis, reduction),
               axis == 0 ? [Numbers(3, 17), Of([2L, 0, 1, 0, 1, 2], 2, 3), Between(-3, 3, [2, 3], 1)]
                   : [Numbers(3, 17), Of([16, -2, 3, 0, 5, 4], 3, 2), Between(-3, 3, [3, 2], 1)])
           { IsDifferentiable = true },
        .. from reduction in Enum.GetValues<ScatterReduction>()
           select new OperatorCase($"ScatterElements of integers with {reduction}", new ScatterElements(0, reduction),
               [Integers(ElementType.Int64, -9, 9, 5), Of([1L, 1, 4]), Integers(ElementType.Int64, -9, 9, 3)]),
        new("ScatterElements of truth values", new ScatterElements(), [Truths(5), Of([1L, 4]), Truths(2)]),
        new("ScatterElements with a NaN", new ScatterElements(0, ScatterReduction.Max),
            [Vector(1f, 2f, 3f), Of([0L, 1]), Vector(float.NaN, 5f)])
        { Expected = [Vector(float.NaN, 5f, 3f)] },
    ];
}
