using Bantam.Operators.Randomness;
using Bantam.Tensors;
using static Bantam.Tests.Operators.CaseTensors;

namespace Bantam.Tests.Operators.Cases;

internal sealed class RandomUniformCases : IOperatorCases
{
    public static IEnumerable<OperatorCase> All =>
    [
        new("RandomUniform of a step that is given", new RandomUniform(ElementType.Float, [5, 17], -1f, 3f, Stream: 2),
            [Tensor.Scalar(7), Tensor.Scalar(3)])
        { Tolerance = 1e-5, Absolute = 1e-5 },
        new("RandomUniform of a seed and no step", new RandomUniform(ElementType.Float, [33], -1f, 3f, Seed: 7), [])
        { Tolerance = 1e-5, Absolute = 1e-5 },
        new("RandomUniform too large to be folded", new RandomUniform(ElementType.Float, [3, 21847], -1f, 3f, Seed: 7), [])
        { Tolerance = 1e-5, Absolute = 1e-5 },
    ];
}
