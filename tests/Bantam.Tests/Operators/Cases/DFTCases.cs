using Bantam.Operators.Signal;
using Bantam.Tensors;
using static Bantam.Tests.Operators.CaseTensors;

namespace Bantam.Tests.Operators.Cases;

internal sealed class DFTCases : IOperatorCases
{
    public static IEnumerable<OperatorCase> All =>
    [
        new("DFT of known numbers", new DFT(), [Floats([1f, 2f, 3f, 4f], 1, 4, 1)])
        { Expected = [Floats([10f, 0f, -2f, 2f, -2f, 0f, -2f, -2f], 1, 4, 2)], Absolute = 1e-5 },
        .. from n in (int[])[1, 5, 16, 66, 67, 130, 256]
           from isInverse in (bool[])[false, true]
           select new OperatorCase($"DFT of {n}, {isInverse}", new DFT(isInverse), [Numbers(2, n, 2)])
           { IsDifferentiable = n < 70, Absolute = 1e-4, Tolerance = 1e-4 },
        .. from n in (int[])[4, 5]
           select new OperatorCase($"DFT of one side of {n}", new DFT(IsOneSided: true),
               [Numbers(3, n, 2, 1), null, Fixed(Tensor.Scalar(1L))])
           { IsDifferentiable = true, Absolute = 1e-5 },
        .. from n in (int[])[6, 7]
           select new OperatorCase($"DFT of one side back to {n}", new DFT(true, true), [Numbers(3, 4, 2), Fixed(Tensor.Scalar((long)n))])
           { IsDifferentiable = true, Absolute = 1e-5 },
        new("DFT that is cut", new DFT(), [Numbers(2, 9, 1), Fixed(Tensor.Scalar(5L))]) { IsDifferentiable = true, Absolute = 1e-5 },
        new("DFT that is filled with zeros", new DFT(), [Numbers(2, 4, 3, 1), Fixed(Tensor.Scalar(6L)), Fixed(Tensor.Scalar(-3L))])
        { IsDifferentiable = true, Absolute = 1e-5 },
    ];
}
