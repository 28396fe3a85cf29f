using Bantam.Operators.Quantization;
using Bantam.Tensors;
using static Bantam.Tests.Operators.CaseTensors;

namespace Bantam.Tests.Operators.Cases;

internal sealed class DequantizeLinearCases : IOperatorCases
{
    public static IEnumerable<OperatorCase> All =>
    [
        new("DequantizeLinear of known numbers", new DequantizeLinear(default),
            [Of<byte>([0, 3, 128, 255], 4), Tensor.Scalar(2f), Tensor.Scalar((byte)128)])
        {
            Expected = [Of([-256f, -250, 0, 254], 4)],
        },
        new("DequantizeLinear of channels", new DequantizeLinear(new(-2)),
            [Integers(ElementType.Int8, -128, 128, 2, 3, 7), Of([0.1f, 0.02f, 0.3f], 3), Of<sbyte>([-3, 0, 9], 3)]),
        new("DequantizeLinear of Int32", new DequantizeLinear(default),
            [Integers(ElementType.Int32, -1000, 1000, 17), Tensor.Scalar(0.25f)]),
        new("DequantizeLinear of blocks", new DequantizeLinear(new(0, 2)),
            [Integers(ElementType.UInt8, 0, 256, 5, 3), Between(0.1, 1, [3, 3])]),
    ];
}
