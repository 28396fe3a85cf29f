using Bantam.Operators.Reduction;
using Bantam.Tensors;
using static Bantam.Tests.Operators.CaseTensors;

namespace Bantam.Tests.Operators.Cases;

internal sealed class TopKCases : IOperatorCases
{
    public static IEnumerable<OperatorCase> All =>
    [
        new("TopK of rows", new TopK(1), [Floats([0f, 1f, 2f, 3f, 7f, 6f, 5f, 4f], 2, 4), Fixed(3)])
        { Expected = [Floats([3f, 2f, 1f, 7f, 6f, 5f], 2, 3), Of([3L, 2, 1, 0, 1, 2], 2, 3)] },
        new("TopK of the smallest takes the first of several", new TopK(IsLargest: false), [Vector(2f, 1f, 1f, 3f, 1f), Fixed(2)])
        { Expected = [Vector(1f, 1f), Of([1L, 2])] },
        new("TopK finds NaN", new TopK(), [Vector(1f, float.NaN, 3f, float.NaN), Fixed(3)])
        { Expected = [Vector(float.NaN, float.NaN, 3f), Of([1L, 3, 2])] },
        .. from axis in (int[])[0, 1, -1]
           from isLargest in (bool[])[false, true]
           select new OperatorCase($"TopK along axis {axis}, {isLargest}", new TopK(axis, isLargest), [Numbers(5, 4, 17), Fixed(3)])
           { IsDifferentiable = true },
        .. from element in (ElementType[])[ElementType.Int32, ElementType.Int64, ElementType.UInt8, ElementType.Double]
           select new OperatorCase($"TopK of {element}", new TopK(), [Integers(element, 0, 20, 3, 19), Fixed(19)]),
        new("TopK of no elements", new TopK(), [Numbers(3, 5), Fixed(0)]),
    ];
}
