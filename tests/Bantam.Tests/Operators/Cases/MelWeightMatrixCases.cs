using Bantam.Operators.Signal;
using Bantam.Tensors;
using static Bantam.Tests.Operators.CaseTensors;

namespace Bantam.Tests.Operators.Cases;

internal sealed class MelWeightMatrixCases : IOperatorCases
{
    public static IEnumerable<OperatorCase> All =>
    [
        new("MelWeightMatrix of two bands", new MelWeightMatrix(),
            [Fixed(Tensor.Scalar(2L)), Fixed(Tensor.Scalar(6L)), Tensor.Scalar(100L), Number(0f), Number(50f)])
        { Expected = [Floats([1f, 0f, 0f, 1f, 0f, 0f, 0f, 0f], 4, 2)] },
        new("MelWeightMatrix of eight bands", new MelWeightMatrix(ElementType.Double),
            [Fixed(Tensor.Scalar(8L)), Fixed(Tensor.Scalar(64L)), Fixed(Tensor.Scalar(8192L)), Fixed(Number(0f)), Fixed(Number(4096f))]),
    ];
}
