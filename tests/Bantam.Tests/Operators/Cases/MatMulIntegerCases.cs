using Bantam.Operators.Linear;
using Bantam.Tensors;
using static Bantam.Tests.Operators.CaseTensors;

namespace Bantam.Tests.Operators.Cases;

internal sealed class MatMulIntegerCases : IOperatorCases
{
    public static IEnumerable<OperatorCase> All =>
    [
        new("MatMulInteger of known numbers", new MatMulInteger(),
            [Of<byte>([11, 7, 3, 10, 6, 2, 9, 5, 1, 8, 4, 0], 4, 3), Of<byte>([1, 4, 2, 5, 3, 6], 3, 2), Of<byte>([12]), Of<byte>([0])])
        {
            Expected = [Of([-38, -83, -44, -98, -50, -113, -56, -128], 4, 2)],
        },
        .. from left in (ElementType[])[ElementType.UInt8, ElementType.Int8]
           from right in (ElementType[])[ElementType.UInt8, ElementType.Int8]
           select new OperatorCase($"MatMulInteger of {left} and {right}", new MatMulInteger(), [Bytes(left, 5, 37), Bytes(right, 37, 19)]),
        new("MatMulInteger of batches", new MatMulInteger(), [Bytes(ElementType.Int8, 2, 3, 7), Bytes(ElementType.UInt8, 2, 7, 5)]),
        new("MatMulInteger with a zero point a row and a column", new MatMulInteger(),
            [Bytes(ElementType.UInt8, 5, 7), Bytes(ElementType.Int8, 7, 3), Bytes(ElementType.UInt8, 5), Bytes(ElementType.Int8, 3)]),
        new("MatMulInteger with one zero point", new MatMulInteger(),
            [Bytes(ElementType.UInt8, 5, 7), Bytes(ElementType.Int8, 7, 3), null, Tensor.Scalar((sbyte)-3)]),
        .. from left in (ElementType[])[ElementType.UInt8, ElementType.Int8]
           from right in (ElementType[])[ElementType.UInt8, ElementType.Int8]
           select new OperatorCase($"MatMulInteger of {left} by constants of {right}", new MatMulInteger(),
               [Bytes(left, 2, 13, 38), Fixed(Bytes(right, 38, 37)), Zero(left, 100), Fixed(Zero(right, 100))]),
        .. from depth in (int[])[1, 2, 3, 4, 64]
           select new OperatorCase($"MatMulInteger of a depth of {depth} by constants", new MatMulInteger(),
               [Bytes(ElementType.UInt8, 7, depth), Fixed(Bytes(ElementType.Int8, depth, 17))]),
        new("MatMulInteger of the largest numbers by constants", new MatMulInteger(),
            [Tensor.Full((byte)255, Shape.Of(3, 1000)), Fixed(Tensor.Full(sbyte.MinValue, Shape.Of(1000, 17)))]),
        new("MatMulInteger by constants with a zero point a row and a column", new MatMulInteger(),
            [Bytes(ElementType.Int8, 5, 8), Fixed(Bytes(ElementType.UInt8, 8, 3)), Bytes(ElementType.Int8, 5),
            Fixed(Bytes(ElementType.UInt8, 3))]),
        new("MatMulInteger by constants of a depth beyond the cache", new MatMulInteger(),
            [Bytes(ElementType.UInt8, 7, 9000), Fixed(Bytes(ElementType.Int8, 9000, 9))]),
        new("MatMulInteger by large constants", new MatMulInteger(),
            [Bytes(ElementType.UInt8, 9, 300), Fixed(Bytes(ElementType.Int8, 300, 100)), Zero(ElementType.UInt8, 128)]),
    ];

    private static Tensor Zero(ElementType element, int value) => Tensor.Scalar(value).Cast(element);

    private static Tensor Bytes(ElementType element, params int[] shape) =>
        element == ElementType.UInt8 ? Integers(element, 0, 256, shape) : Integers(element, -128, 128, shape);
}
