using Bantam.Operators.Convolution;
using Bantam.Operators.Quantization;
using Bantam.Tensors;
using static Bantam.Tests.Operators.CaseTensors;

namespace Bantam.Tests.Operators.Cases;

internal sealed class QLinearConvCases : IOperatorCases
{
    public static IEnumerable<OperatorCase> All =>
    [
        new("QLinearConv of known numbers", new QLinearConv(ConvolutionAttributes.Plain),
            [Of<byte>([255, 174, 162, 25], 1, 1, 2, 2), Tensor.Scalar(0.00369205f), Tensor.Scalar((byte)132),
                Of<byte>([0], 1, 1, 1, 1), Of([0.00172795f], 1), Of<byte>([255], 1), Tensor.Scalar(0.00162681f), Tensor.Scalar((byte)123)])
        {
            Expected = [Of<byte>([0, 81, 93, 230], 1, 1, 2, 2)],
        },
        new("QLinearConv by constants with a bias", new QLinearConv(ConvolutionAttributes.Plain with { Pads = [1, 1, 1, 1] }),
            [Integers(ElementType.UInt8, 0, 256, 2, 8, 5, 6), Tensor.Scalar(0.02f), Tensor.Scalar((byte)120),
                Fixed(Integers(ElementType.Int8, -128, 128, 17, 8, 3, 3)), Between(0.01, 0.02, [17]),
                Fixed(Tensor.Zeros(Shape.Of(17), ElementType.Int8)), Tensor.Scalar(0.2f), Tensor.Scalar((sbyte)3),
                Integers(ElementType.Int32, -1000, 1000, 17)]),
    ];
}
