using Bantam.Operators.Randomness;
using Bantam.Tensors;
using static Bantam.Tests.Operators.CaseTensors;

namespace Bantam.Tests.Operators.Cases;

internal sealed class DropoutCases : IOperatorCases
{
    public static IEnumerable<OperatorCase> All =>
    [
        new("Dropout in inference", new Dropout(), [Numbers(5, 17)])
        { Expected = [Numbers(5, 17), Of(Enumerable.Repeat(true, 85).ToArray(), 5, 17)], IsDifferentiable = true },
        new("Dropout in inference with a ratio", new Dropout(), [Numbers(33), Fixed(Number(0.75f)), Fixed(Tensor.Scalar(false))])
        { IsDifferentiable = true },
        new("Dropout in training", new Dropout(Seed: 3, Stream: 1), [Numbers(5, 17), Fixed(Number(0.25f)), Fixed(Tensor.Scalar(true))])
        { IsDifferentiable = true },
        new("Dropout in training by half", new Dropout(Seed: 4), [Numbers(3, 3), null, Fixed(Tensor.Scalar(true))])
        { IsDifferentiable = true },
        new("Dropout of nothing in training", new Dropout(), [Numbers(33), Fixed(Number(0f)), Fixed(Tensor.Scalar(true))])
        { IsDifferentiable = true },
        new("Dropout with everything given", new Dropout(Stream: 2),
            [Numbers(2, 3, 17), Number(0.4f), Tensor.Scalar(true), Tensor.Scalar(5), Tensor.Scalar(6)]),
        new("Dropout with everything given in inference", new Dropout(Stream: 2),
            [Numbers(2, 3, 17), Number(0.4f), Tensor.Scalar(false), Tensor.Scalar(5), Tensor.Scalar(6)]),
        new("Dropout with a step that is given", new Dropout(Seed: 1),
            [Numbers(33), Fixed(Number(0.4f)), Fixed(Tensor.Scalar(true)), null, Tensor.Scalar(9)])
        { IsDifferentiable = true },
        new("Dropout of everything in training", new Dropout(Seed: 2), [Numbers(33), Fixed(Number(1f)), Fixed(Tensor.Scalar(true))])
        {
            Expected = [new Tensor(TensorType.Float(33)), new Tensor(new TensorType(ElementType.Bool, Shape.Of(33)))],
            IsDifferentiable = true,
        },
    ];
}
