using Bantam.Operators.Randomness;
using Bantam.Tensors;
using static Bantam.Tests.Operators.CaseTensors;

namespace Bantam.Tests.Operators.Cases;

internal sealed class RandomNormalCases : IOperatorCases
{
    public static IEnumerable<OperatorCase> All =>
    [
        new("RandomNormal of a step that is given", new RandomNormal(ElementType.Float, [5, 17], 0.5f, 2f, Stream: 2),
            [Tensor.Scalar(7), Tensor.Scalar(3)])
        { Tolerance = 1e-5, Absolute = 1e-5 },
        new("RandomNormal of a seed and no step", new RandomNormal(ElementType.Float, [33], 0.5f, 2f, Seed: 7), [])
        { Tolerance = 1e-5, Absolute = 1e-5 },
        new("RandomNormal too large to be folded", new RandomNormal(ElementType.Float, [3, 21847], 0.5f, 2f, Seed: 7), [])
        { Tolerance = 1e-5, Absolute = 1e-5 },
    ];
}
