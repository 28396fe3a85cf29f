using Bantam.Operators.Arithmetic;
using static Bantam.Tests.Operators.CaseTensors;

namespace Bantam.Tests.Operators.Cases;

internal sealed class ClipCases : IOperatorCases
{
    public static IEnumerable<OperatorCase> All =>
    [
        new("Clip of known numbers", new Clip(), [Vector(-2f, 0f, 2f), Fixed(Number(-1f)), Fixed(Number(1f))])
        { Expected = [Vector(-1f, 0f, 1f)] },
        new("Clip without a lower bound", new Clip(), [Numbers(3, 11), null, Fixed(Number(0.7f))]) { IsDifferentiable = true },
        new("Clip without an upper bound", new Clip(), [Numbers(3, 11), Fixed(Number(-0.7f))]) { IsDifferentiable = true },
        new("Clip without bounds", new Clip(), [Numbers(13)]) { IsDifferentiable = true },
        new("Clip by bounds that are computed", new Clip(), [Numbers(33), Number(-0.7f), Number(0.7f)]) { IsDifferentiable = true },
        new("Clip by bounds the wrong way round", new Clip(), [Vector(-3f, 0f, 3f), Fixed(Number(1f)), Fixed(Number(-1f))])
        { Expected = [Vector(-1f, -1f, -1f)] },
        new("Clip of a number", new Clip(), [Number(5f), Fixed(Number(0f)), Fixed(Number(6f))]) { IsDifferentiable = true },
        new("Clip of special values", new Clip(), [Vector(Special), Fixed(Number(-1f)), Fixed(Number(1f))]),
        new("Clip of integers", new Clip(), [Of([-5, 0, 7, 12]), Fixed(Tensors.Tensor.Scalar(0)), Fixed(Tensors.Tensor.Scalar(10))])
        { Expected = [Of([0, 0, 7, 10])] },
    ];
}
