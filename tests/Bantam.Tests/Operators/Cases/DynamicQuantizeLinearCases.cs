using Bantam.Operators.Quantization;
using Bantam.Tensors;
using static Bantam.Tests.Operators.CaseTensors;

namespace Bantam.Tests.Operators.Cases;

internal sealed class DynamicQuantizeLinearCases : IOperatorCases
{
    public static IEnumerable<OperatorCase> All =>
    [
        new("DynamicQuantizeLinear of known numbers", new DynamicQuantizeLinear(), [Of([0f, 2, -3, -2.5f, 1.34f, 0.5f], 6)])
        {
            Expected = [Of<byte>([153, 255, 0, 26, 221, 179], 6), Tensor.Scalar(0.019607844f), Tensor.Scalar((byte)153)],
        },
        new("DynamicQuantizeLinear of positive numbers", new DynamicQuantizeLinear(), [Between(1, 3, [5, 19])]),
        new("DynamicQuantizeLinear of zeros", new DynamicQuantizeLinear(), [Tensor.Zeros(Shape.Of(3))])
        {
            Expected = [Of<byte>([0, 0, 0], 3), Tensor.Scalar(1f), Tensor.Scalar((byte)0)],
        },
    ];
}
