using Bantam.Operators.Reduction;
using static Bantam.Tests.Operators.CaseTensors;

namespace Bantam.Tests.Operators.Cases;

internal sealed class ArgMinCases : IOperatorCases
{
    public static IEnumerable<OperatorCase> All =>
    [
        new("ArgMin of known numbers", new ArgMin(1, true), [Floats([2f, 1f, 3f, 10f], 2, 2)]) { Expected = [Of([1L, 0], 2, 1)] },
        new("ArgMin takes the first of several", new ArgMin(1, false), [Floats([2f, 2f, 3f, 3f], 2, 2)]) { Expected = [Of([0L, 0])] },
        new("ArgMin takes the last of several", new ArgMin(1, false, SelectLastIndex: true), [Floats([2f, 2f, 3f, 3f], 2, 2)])
        { Expected = [Of([1L, 1])] },
        new("ArgMin finds NaN", new ArgMin(0, false), [Vector(1f, float.NaN, 3f, float.NaN)]) { Expected = [Tensors.Tensor.Scalar(1L)] },
        new("ArgMin finds the last NaN", new ArgMin(0, false, SelectLastIndex: true), [Vector(1f, float.NaN, 3f, float.NaN, 2f)])
        { Expected = [Tensors.Tensor.Scalar(3L)] },
        .. from size in (int[])[1, 13, 15, 17, 33]
           from axis in (int[])[0, 1, -1]
           select new OperatorCase($"ArgMin of {size} along axis {axis}", new ArgMin(axis, size % 2 == 0), [Numbers(3, size, 5)]),
        new("ArgMin of integers", new ArgMin(-1, true), [Integers(Tensors.ElementType.Int32, -50, 50, 5, 7)]),
        new("ArgMin of bytes", new ArgMin(-1, true), [Integers(Tensors.ElementType.UInt8, 0, 200, 5, 7)]),
    ];
}
