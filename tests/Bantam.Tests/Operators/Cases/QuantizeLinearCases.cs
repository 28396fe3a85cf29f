using Bantam.Operators.Quantization;
using Bantam.Tensors;
using static Bantam.Tests.Operators.CaseTensors;

namespace Bantam.Tests.Operators.Cases;

internal sealed class QuantizeLinearCases : IOperatorCases
{
    public static IEnumerable<OperatorCase> All =>
    [
        new("QuantizeLinear rounds ties to even and saturates", new QuantizeLinear(default),
            [Of([0f, 2, 3, 1000, -254, -1000, 1, 5, -1], 9), Tensor.Scalar(2f), Tensor.Scalar((byte)128)])
        {
            Expected = [Of<byte>([128, 129, 130, 255, 1, 0, 128, 130, 128], 9)],
        },
        new("QuantizeLinear to Int8 of channels", new QuantizeLinear(new(1)),
            [Between(-3, 3, [2, 3, 7]), Of([0.1f, 0.02f, 0.3f], 3), Fixed(Of<sbyte>([-3, 0, 9], 3))]),
        new("QuantizeLinear to 16 bits", new QuantizeLinear(default, ElementType.Int16), [Between(-3, 3, [5, 7]), Tensor.Scalar(0.0001f)]),
        new("QuantizeLinear of blocks", new QuantizeLinear(new(1, 3), ElementType.Int8), [Between(-3, 3, [2, 7]), Between(0.1, 1, [2, 3])]),
    ];
}
