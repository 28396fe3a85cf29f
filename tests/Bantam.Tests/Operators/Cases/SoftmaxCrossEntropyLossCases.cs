using Bantam.Operators.Loss;
using Bantam.Tensors;
using static Bantam.Tests.Operators.CaseTensors;

namespace Bantam.Tests.Operators.Cases;

internal sealed class SoftmaxCrossEntropyLossCases : IOperatorCases
{
    private static readonly Tensor Logarithms =
        Floats([-2.40760596f, -1.40760596f, -0.407605964f, -1.3350976f, -0.335097596f, -3.8350976f], 2, 3);

    private static readonly Tensor HalfOfTwo = Floats(
        [-0.69314718f, float.NegativeInfinity, -0.69314718f, -0.69314718f, -0.69314718f, float.NegativeInfinity], 2, 3);

    public static IEnumerable<OperatorCase> All =>
    [
        new("SoftmaxCrossEntropyLoss of known numbers", new SoftmaxCrossEntropyLoss(),
            [Floats([1f, 2f, 3f, 1f, 2f, -1.5f], 2, 3), Of([2L, 0])])
        { Expected = [Number(0.87135178f), Logarithms] },
        new("SoftmaxCrossEntropyLoss of known numbers with weights", new SoftmaxCrossEntropyLoss(),
            [Floats([1f, 2f, 3f, 1f, 2f, -1.5f], 2, 3), Of([2L, 0]), Vector(0.9f, 0.7f, 0.8f)])
        { Expected = [Number(0.898630946f), Logarithms] },
        .. from reduction in Enum.GetValues<LossReduction>()
           from ignored in (int?[])[null, 3]
           from isWeighted in (bool[])[false, true]
           let name = $"SoftmaxCrossEntropyLoss reduced by {reduction}"
               + (ignored is null ? "" : ", one label ignored") + (isWeighted ? ", weighted" : "")
           let weights = isWeighted ? new CaseInput?[] { Positive(10) } : []
           select new OperatorCase(name, new SoftmaxCrossEntropyLoss(reduction, ignored),
               [Numbers(13, 10), Integers(ElementType.Int64, 0, 10, 13), .. weights])
           { IsDifferentiable = true, Absolute = 1e-5 },
        new("SoftmaxCrossEntropyLoss of pictures", new SoftmaxCrossEntropyLoss(),
            [Numbers(2, 5, 3), Integers(ElementType.Int32, 0, 5, 2, 3)])
        { IsDifferentiable = true },
        new("SoftmaxCrossEntropyLoss where the ignored label is impossible", new SoftmaxCrossEntropyLoss(IgnoreIndex: 1),
            [Floats([0f, float.NegativeInfinity, 0f, 0f, 0f, float.NegativeInfinity], 2, 3), Of([1L, 0])])
        { Expected = [Number(0.69314718f), HalfOfTwo] },
    ];
}
