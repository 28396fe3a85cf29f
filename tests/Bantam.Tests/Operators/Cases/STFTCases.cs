using Bantam.Operators.Signal;
using Bantam.Tensors;
using static Bantam.Tests.Operators.CaseTensors;

namespace Bantam.Tests.Operators.Cases;

internal sealed class STFTCases : IOperatorCases
{
    public static IEnumerable<OperatorCase> All =>
    [
        new("STFT with a window", new STFT(), [Numbers(2, 20, 1), Fixed(Tensor.Scalar(3L)), Between(0, 1, [6])])
        { IsDifferentiable = true, Absolute = 1e-5 },
        new("STFT of two sides without a window", new STFT(false),
            [Numbers(1, 20), Fixed(Tensor.Scalar(4L)), null, Fixed(Tensor.Scalar(5L))])
        { IsDifferentiable = true, Absolute = 1e-5 },
        new("STFT of complex numbers", new STFT(false), [Numbers(1, 12, 2), Fixed(Tensor.Scalar(4L)), null, Fixed(Tensor.Scalar(4L))])
        { IsDifferentiable = true, Absolute = 1e-5 },
    ];
}
