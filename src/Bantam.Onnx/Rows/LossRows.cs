using Bantam.Operators.Loss;
using static Bantam.Onnx.Rows.OperatorRow;

namespace Bantam.Onnx.Rows;

/// <summary>Losses.</summary>
internal static class LossRows
{
    private static readonly (string, LossReduction)[] Reductions =
        [("none", LossReduction.None), ("sum", LossReduction.Sum), ("mean", LossReduction.Mean)];

    public static IEnumerable<OperatorRow> All =>
    [
        Of<SoftmaxCrossEntropyLoss>((a, op) => new(
            a.Choice("reduction", "mean", Reductions, op?.Reduction), a.OptionalInt("ignore_index", op?.IgnoreIndex)), since: 12)
            with { LeastOutputs = 1 },
        Of<NegativeLogLikelihoodLoss>((a, op) => new(
            a.Choice("reduction", "mean", Reductions, op?.Reduction), a.OptionalInt("ignore_index", op?.IgnoreIndex)), since: 12),
    ];
}
