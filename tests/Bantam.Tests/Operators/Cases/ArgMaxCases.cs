using Bantam.Operators.Reduction;
using static Bantam.Tests.Operators.CaseTensors;

namespace Bantam.Tests.Operators.Cases;

internal sealed class ArgMaxCases : IOperatorCases
{
    public static IEnumerable<OperatorCase> All =>
    [
        new("ArgMax of known numbers", new ArgMax(1, true), [Floats([2f, 1f, 3f, 10f], 2, 2)]) { Expected = [Of([0L, 1], 2, 1)] },
        new("ArgMax takes the first of several", new ArgMax(1, false), [Floats([2f, 2f, 3f, 3f], 2, 2)]) { Expected = [Of([0L, 0])] },
        new("ArgMax takes the last of several", new ArgMax(1, false, SelectLastIndex: true), [Floats([2f, 2f, 3f, 3f], 2, 2)])
        { Expected = [Of([1L, 1])] },
        new("ArgMax finds NaN", new ArgMax(0, false), [Vector(1f, float.NaN, 3f, float.NaN)]) { Expected = [Tensors.Tensor.Scalar(1L)] },
        new("ArgMax finds the last NaN", new ArgMax(0, false, SelectLastIndex: true), [Vector(1f, float.NaN, 3f, float.NaN, 2f)])
        { Expected = [Tensors.Tensor.Scalar(3L)] },
        .. from size in (int[])[1, 13, 15, 17, 33]
           from axis in (int[])[0, 1, -1]
           select new OperatorCase($"ArgMax of {size} along axis {axis}", new ArgMax(axis, size % 2 == 0), [Numbers(3, size, 5)]),
        new("ArgMax of integers", new ArgMax(-1, true), [Integers(Tensors.ElementType.Int32, -50, 50, 5, 7)]),
        new("ArgMax of numbers beyond 32 bits", new ArgMax(0, false), [Of([1L << 32, 1L, 3L << 40])])
        { Expected = [Tensors.Tensor.Scalar(2L)] },
        new("ArgMax of doubles", new ArgMax(0, false), [Of([1.0, 1 + 1e-15, 1])]) { Expected = [Tensors.Tensor.Scalar(1L)] },
        new("ArgMax of bytes", new ArgMax(-1, true), [Integers(Tensors.ElementType.UInt8, 0, 200, 5, 7)]),
    ];
}
