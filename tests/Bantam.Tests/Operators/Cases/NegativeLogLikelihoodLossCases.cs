using Bantam.Operators.Loss;
using Bantam.Tensors;
using static Bantam.Tests.Operators.CaseTensors;

namespace Bantam.Tests.Operators.Cases;

internal sealed class NegativeLogLikelihoodLossCases : IOperatorCases
{
    private const float Infinity = float.PositiveInfinity;

    private static readonly Tensor Known = Floats([-1f, -2, -3, -4, -5, -6], 2, 3);

    public static IEnumerable<OperatorCase> All =>
    [
        new("NegativeLogLikelihoodLoss of known numbers", new NegativeLogLikelihoodLoss(), [Known, Of([2L, 0])])
        { Expected = [Number(3.5f)] },
        new("NegativeLogLikelihoodLoss of known numbers with weights", new NegativeLogLikelihoodLoss(),
            [Known, Of([2L, 0]), Vector(0.25f, 9f, 0.75f)])
        { Expected = [Number(3.25f)] },
        new("NegativeLogLikelihoodLoss one a sample", new NegativeLogLikelihoodLoss(LossReduction.None, 1),
            [Known, Of([1, 0]), Vector(0.25f, 9f, 0.75f)])
        { Expected = [Vector(0f, 1f)] },
        .. from reduction in Enum.GetValues<LossReduction>()
           from ignored in (int?[])[null, 3, -100, 1000]
           from isWeighted in (bool[])[false, true]
           let name = $"NegativeLogLikelihoodLoss reduced by {reduction}"
               + (ignored is null ? "" : $", label {ignored} ignored") + (isWeighted ? ", weighted" : "")
           let weights = isWeighted ? new CaseInput?[] { Positive(10) } : []
           select new OperatorCase(name, new NegativeLogLikelihoodLoss(reduction, ignored),
               [Numbers(13, 10), Labels(ignored, 10, 13), .. weights])
           { IsDifferentiable = true, Absolute = 1e-5 },
        new("NegativeLogLikelihoodLoss of pictures", new NegativeLogLikelihoodLoss(IgnoreIndex: 255),
            [Numbers(2, 5, 3, 7), Labels(255, 5, 2, 3, 7), Positive(5)])
        { IsDifferentiable = true, Absolute = 1e-5 },
        new("NegativeLogLikelihoodLoss over many axes", new NegativeLogLikelihoodLoss(LossReduction.None, -1),
            [Numbers(2, 3, 1, 2, 3, 2), Labels(-1, 3, 2, 1, 2, 3, 2)])
        { IsDifferentiable = true },
        new("NegativeLogLikelihoodLoss where the ignored label is impossible", new NegativeLogLikelihoodLoss(IgnoreIndex: 1),
            [Floats([-1f, -Infinity, -2, -3, -4, -Infinity], 2, 3), Of([1L, 0])])
        { Expected = [Number(3f)] },
        new("NegativeLogLikelihoodLoss where no label counts", new NegativeLogLikelihoodLoss(IgnoreIndex: -7), [Known, Of([-7L, -7])])
        { Expected = [Number(float.NaN)] },
        new("NegativeLogLikelihoodLoss of what is not a number elsewhere", new NegativeLogLikelihoodLoss(),
            [Floats([float.NaN, -2, -3, -4, float.NaN, -6], 2, 3), Of([2L, 0])])
        { Expected = [Number(3.5f)] },
    ];

    /// <summary>Labels of classes, among them the one that is ignored.</summary>
    private static Tensor Labels(int? ignored, int classes, params int[] shape)
    {
        var labels = Integers(ElementType.Int64, 0, classes, shape);
        for (var i = 0; i < labels.Shape.ElementCount; i += 4) labels.Span<long>()[i] = ignored ?? labels.Span<long>()[i];
        return labels;
    }
}
