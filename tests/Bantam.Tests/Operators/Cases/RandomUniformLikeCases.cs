using Bantam.Operators.Randomness;
using Bantam.Tensors;
using static Bantam.Tests.Operators.CaseTensors;

namespace Bantam.Tests.Operators.Cases;

internal sealed class RandomUniformLikeCases : IOperatorCases
{
    public static IEnumerable<OperatorCase> All =>
    [
        new("RandomUniformLike of a step that is given", new RandomUniformLike(-1f, 3f, Stream: 2),
            [Numbers(5, 17), Tensor.Scalar(7), Tensor.Scalar(3)])
        { Tolerance = 1e-5, Absolute = 1e-5 },
        new("RandomUniformLike of a seed and no step", new RandomUniformLike(-1f, 3f, Seed: 7), [Numbers(33)])
        { Tolerance = 1e-5, Absolute = 1e-5 },
        new("RandomUniformLike in floats of integers", new RandomUniformLike(-1f, 3f, ElementType.Float, Seed: 7),
            [Integers(ElementType.Int32, 0, 9, 3, 3)])
        { Tolerance = 1e-5, Absolute = 1e-5 },
    ];
}
