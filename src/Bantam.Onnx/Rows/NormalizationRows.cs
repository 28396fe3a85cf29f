using Bantam.Onnx.Reading;
using Bantam.Operators.Normalization;
using Bantam.Tensors;
using static Bantam.Onnx.Rows.OperatorRow;
using static Bantam.Onnx.Rows.WeightRole;

namespace Bantam.Onnx.Rows;

/// <summary>Normalizations over the last axes.</summary>
internal static class NormalizationRows
{
    public static IEnumerable<OperatorRow> All =>
    [
        (Of<LayerNormalization>(Layer, since: 17) with { Read = WithStatistics }).Weights(None, Trained, Trained),
        Of<RMSNormalization>(RootMeanSquare, since: 23).Weights(None, Trained),
    ];

    private static LayerNormalization Layer(Attributes a, LayerNormalization? op)
    {
        a.Only("stash_type", 1);
        return new(a.Int("axis", -1, op?.Axis), a.Float("epsilon", 1e-5f, op?.Epsilon));
    }

    private static RMSNormalization RootMeanSquare(Attributes a, RMSNormalization? op)
    {
        a.Only("stash_type", 1);
        return new(a.Int("axis", -1, op?.Axis), a.Float("epsilon", 1e-5f, op?.Epsilon));
    }

    /// <summary>A node may give the mean and the inverse of the standard deviation too; ours has the normalized tensor alone.</summary>
    private static Tensor[] WithStatistics(OnnxNode node)
    {
        var op = Layer(node.Attributes, null);
        if (node.NamedOutputs < 2) return node.Apply(op);
        var x = node.Input(0);
        int[] axes = [.. Enumerable.Range(x.Shape.Axis(op.Axis), x.Shape.Rank - x.Shape.Axis(op.Axis))];
        var mean = x.ReduceMean(axes, keepDimensions: true);
        var centred = x - mean;
        return [.. node.Apply(op), mean, ((centred * centred).ReduceMean(axes, keepDimensions: true) + op.Epsilon).Sqrt().Reciprocal()];
    }
}
