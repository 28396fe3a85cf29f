using Bantam.Operators.Randomness;
using Bantam.Tensors;
using static Bantam.Tests.Operators.CaseTensors;

namespace Bantam.Tests.Operators.Cases;

internal sealed class RandomNormalLikeCases : IOperatorCases
{
    public static IEnumerable<OperatorCase> All =>
    [
        new("RandomNormalLike of a step that is given", new RandomNormalLike(0.5f, 2f, Stream: 2),
            [Numbers(5, 17), Tensor.Scalar(7), Tensor.Scalar(3)])
        { Tolerance = 1e-5, Absolute = 1e-5 },
        new("RandomNormalLike of a seed and no step", new RandomNormalLike(0.5f, 2f, Seed: 7), [Numbers(33)])
        { Tolerance = 1e-5, Absolute = 1e-5 },
        new("RandomNormalLike in floats of integers", new RandomNormalLike(0.5f, 2f, ElementType.Float, Seed: 7),
            [Integers(ElementType.Int32, 0, 9, 3, 3)])
        { Tolerance = 1e-5, Absolute = 1e-5 },
    ];
}
