using Bantam.Operators.Movement;
using Bantam.Tensors;
using static Bantam.Tests.Operators.CaseTensors;

namespace Bantam.Tests.Operators.Cases;

internal sealed class GatherCases : IOperatorCases
{
    public static IEnumerable<OperatorCase> All =>
    [
        new("Gather of known rows", new Gather(0), [Floats([1f, 1.2f, 2.3f, 3.4f, 4.5f, 5.7f], 3, 2), Of([0L, 1, 1, 2], 2, 2)])
        { Expected = [Floats([1f, 1.2f, 2.3f, 3.4f, 2.3f, 3.4f, 4.5f, 5.7f], 2, 2, 2)] },
        new("Gather of known columns", new Gather(1),
            [Floats([1f, 1.2f, 1.9f, 2.3f, 3.4f, 3.9f, 4.5f, 5.7f, 5.9f], 3, 3), Of([0L, 2], 1, 2)])
        { Expected = [Floats([1f, 1.9f, 2.3f, 3.9f, 4.5f, 5.9f], 3, 1, 2)] },
        new("Gather by negative indices", new Gather(0), [Vector(0f, 1f, 2f, 3f, 4f), Of([0L, -1, -5])])
        { Expected = [Vector(0f, 4f, 0f)] },
        .. from size in (int[])[1, 13, 15, 17, 33]
           from axis in (int[])[0, 1, -1]
           select new OperatorCase($"Gather from [3,4,{size}] along axis {axis}", new Gather(axis),
               [Numbers(3, 4, size), Integers(axis < 0 ? ElementType.Int32 : ElementType.Int64, 0, axis < 0 ? size : 3, 7)])
           { IsDifferentiable = true },
        new("Gather by one index", new Gather(0), [Numbers(5, 17), Tensor.Scalar(3L)]) { IsDifferentiable = true },
        new("Gather by one index from a vector", new Gather(0), [Numbers(5), Tensor.Scalar(-2)]) { IsDifferentiable = true },
        new("Gather of nothing", new Gather(0), [Numbers(5, 3), Integers(ElementType.Int64, 0, 5, 0)]),
        .. from element in (ElementType[])[ElementType.Int64, ElementType.Int32, ElementType.UInt8, ElementType.Bool]
           from width in (int[])[1, 5]
           select new OperatorCase($"Gather of {element} in rows of {width}", new Gather(0),
               [Integers(element, 0, 100, 9, width), Integers(ElementType.Int64, -9, 9, 13)]),
    ];
}
