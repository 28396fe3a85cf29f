using Bantam.Operators.Quantization;
using Bantam.Tensors;
using static Bantam.Tests.Operators.CaseTensors;

namespace Bantam.Tests.Operators.Cases;

internal sealed class QLinearMatMulCases : IOperatorCases
{
    public static IEnumerable<OperatorCase> All =>
    [
        new("QLinearMatMul of known numbers", new QLinearMatMul(),
            [Of<byte>([208, 236, 0, 238, 3, 214, 255, 29], 2, 4), Of([0.0066f], 1), Of<byte>([113], 1),
                Of<byte>([152, 51, 244, 60, 26, 255, 0, 127, 246, 127, 254, 247], 4, 3), Of([0.00705f], 1), Of<byte>([114], 1),
                Of([0.0107f], 1), Of<byte>([118], 1)])
        {
            Expected = [Of<byte>([168, 115, 255, 1, 66, 151], 2, 3)],
        },
        new("QLinearMatMul by constants with a scale a row and a column", new QLinearMatMul(),
            [Integers(ElementType.UInt8, 0, 256, 2, 5, 12), Between(0.01, 0.02, [5]), Integers(ElementType.UInt8, 90, 150, 5),
                Fixed(Integers(ElementType.Int8, -128, 128, 12, 19)), Fixed(Between(0.01, 0.02, [19])),
                Fixed(Integers(ElementType.Int8, -3, 4, 19)), Tensor.Scalar(0.05f), Tensor.Scalar((sbyte)-7)]),
    ];
}
