using Bantam.Operators.Movement;
using Bantam.Tensors;
using static Bantam.Tests.Operators.CaseTensors;

namespace Bantam.Tests.Operators.Cases;

internal sealed class OneHotCases : IOperatorCases
{
    public static IEnumerable<OperatorCase> All =>
    [
        new("OneHot of known indices", new OneHot(), [Of([1L, -1, 5]), Fixed(3), Vector(2f, 7f)])
        { Expected = [Floats([2f, 7f, 2f, 2f, 2f, 7f, 2f, 2f, 2f], 3, 3)] },
        .. from axis in (int[])[0, 1, -1]
           select new OperatorCase($"OneHot along axis {axis}", new OneHot(axis),
               [Integers(ElementType.Int32, -5, 5, 3, 13), Fixed(5), Vector(0f, 1f)])
           { IsDifferentiable = true },
        new("OneHot of floats", new OneHot(), [Vector(0f, 2f, 1.5f), Fixed(3), Of([0, 1])])
        { Expected = [Of([1, 0, 0, 0, 0, 1, 0, 1, 0], 3, 3)] },
        new("OneHot of one index", new OneHot(), [Tensor.Scalar(2L), Fixed(4), Of([0L, 1L])]),
    ];
}
