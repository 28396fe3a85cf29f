using Bantam.Operators.Movement;
using static Bantam.Tests.Operators.CaseTensors;

namespace Bantam.Tests.Operators.Cases;

internal sealed class SizeOfCases : IOperatorCases
{
    public static IEnumerable<OperatorCase> All =>
    [
        new("Size of a tensor", new SizeOf(), [Numbers(3, 4, 5)]) { Expected = [Tensors.Tensor.Scalar(60L)] },
        new("Size of a number", new SizeOf(), [Number(1f)]) { Expected = [Tensors.Tensor.Scalar(1L)] },
    ];
}
