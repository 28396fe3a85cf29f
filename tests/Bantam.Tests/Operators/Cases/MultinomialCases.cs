using Bantam.Operators.Randomness;
using Bantam.Tensors;
using static Bantam.Tests.Operators.CaseTensors;

namespace Bantam.Tests.Operators.Cases;

internal sealed class MultinomialCases : IOperatorCases
{
    private const float Never = float.NegativeInfinity;

    public static IEnumerable<OperatorCase> All =>
    [
        new("Multinomial of what is certain", new Multinomial(SampleSize: 3),
            [Tensor.From([Never, 5f, Never, 0f, Never, Never, Never, Never, -7f], 3, 3)])
        {
            Expected = [Tensor.From([1, 1, 1, 0, 0, 0, 2, 2, 2], 3, 3)],
        },
        new("Multinomial of one class", new Multinomial(ElementType.Int64, 2), [Between(-1, 1, [3, 1])])
        {
            Expected = [Tensor.From<long>([0, 0, 0, 0, 0, 0], 3, 2)],
        },
        new("Multinomial of some classes", new Multinomial(SampleSize: 33, Seed: 4, Stream: 2), [Between(-2, 2, [5, 7])]),
        new("Multinomial with a seed and a step", new Multinomial(ElementType.Int64, 5),
            [Between(-2, 2, [2, 17]), Tensor.Scalar(5), Tensor.Scalar(6)]),
    ];
}
