using Bantam.Operators.Randomness;
using Bantam.Tensors;
using static Bantam.Tests.Operators.CaseTensors;

namespace Bantam.Tests.Operators.Cases;

internal sealed class BernoulliCases : IOperatorCases
{
    public static IEnumerable<OperatorCase> All =>
    [
        new("Bernoulli of what is certain", new Bernoulli(Seed: 3), [Vector(0f, 1f, 1f, 0f)]) { Expected = [Vector(0f, 1f, 1f, 0f)] },
        new("Bernoulli of integers", new Bernoulli(ElementType.Int32, Seed: 3, Stream: 1), [Between(0, 1, [5, 17])]),
        new("Bernoulli with a seed and a step", new Bernoulli(), [Between(0, 1, [33]), Tensor.Scalar(5), Tensor.Scalar(6)]),
    ];
}
