using Bantam.Operators.Convolution;
using Bantam.Tensors;
using static Bantam.Tests.Operators.CaseTensors;

namespace Bantam.Tests.Operators.Cases;

internal sealed class ConvIntegerCases : IOperatorCases
{
    public static IEnumerable<OperatorCase> All =>
    [
        new("ConvInteger of known numbers", new ConvInteger(ConvolutionAttributes.Plain with { Pads = [1, 1, 1, 1] }),
            [Of<byte>([2, 3, 4, 5, 6, 7, 8, 9, 10], 1, 1, 3, 3), Of<byte>([1, 1, 1, 1], 1, 1, 2, 2), Tensor.Scalar((byte)1)])
        {
            Expected = [Of([1, 3, 5, 3, 5, 12, 16, 9, 11, 24, 28, 15, 7, 15, 17, 9], 1, 1, 4, 4)],
        },
        new("ConvInteger without zero points", new ConvInteger(new([2, 1], [0, 1, 1, 0], [1, 1])),
            [Integers(ElementType.UInt8, 0, 256, 2, 3, 5, 6), Integers(ElementType.Int8, -128, 128, 17, 3, 3, 2)]),
        new("ConvInteger in groups with a zero point a channel", new ConvInteger(ConvolutionAttributes.Of(1) with { Group = 2 }),
            [Integers(ElementType.UInt8, 0, 256, 1, 4, 9), Integers(ElementType.Int8, -128, 128, 6, 2, 3), Tensor.Scalar((byte)7),
                Integers(ElementType.Int8, -9, 9, 6)]),
        .. from channels in (int[])[1, 3, 8]
           select new OperatorCase($"ConvInteger of {channels} channels by constants", new ConvInteger(new([2, 1], [0, 1, 1, 0], [1, 1])),
               [Integers(ElementType.UInt8, 0, 256, 2, channels, 5, 6), Fixed(Integers(ElementType.Int8, -128, 128, 17, channels, 3, 2)),
                   Tensor.Scalar((byte)77)]),
        new("ConvInteger of single taps by constants with a zero point a channel", new ConvInteger(ConvolutionAttributes.Plain),
            [Integers(ElementType.Int8, -128, 128, 2, 8, 5, 6), Fixed(Integers(ElementType.UInt8, 0, 256, 9, 8, 1, 1)),
                Tensor.Scalar((sbyte)-5), Fixed(Integers(ElementType.UInt8, 0, 256, 9))]),
        new("ConvInteger with dilated taps by constants", new ConvInteger(new([1, 1], [2, 2, 2, 2], [2, 2])),
            [Integers(ElementType.Int8, -128, 128, 1, 4, 9, 9), Fixed(Integers(ElementType.Int8, -128, 128, 5, 4, 3, 3)),
                Tensor.Scalar((sbyte)-128)]),
    ];
}
