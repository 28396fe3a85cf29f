using Bantam.Onnx.Reading;
using Bantam.Operators.Normalization;
using Bantam.Tensors;
using static Bantam.Onnx.Rows.OperatorRow;
using static Bantam.Onnx.Rows.WeightRole;

namespace Bantam.Onnx.Rows;

/// <summary>Normalizations over some axes.</summary>
internal static class NormalizationRows
{
    public static IEnumerable<OperatorRow> All =>
    [
        (Of<LayerNormalization>(Layer, since: 17) with { Read = WithStatistics }).Weights(None, Trained, Trained),
        Of<RMSNormalization>(RootMeanSquare, since: 23).Weights(None, Trained),
        Of<InstanceNormalization>((a, op) => new(a.Float("epsilon", 1e-5f, op?.Epsilon)), since: 6).Weights(None, Trained, Trained),
        new OperatorRow(nameof(InstanceNormalization), 1, EarlyInstances).Weights(None, Trained, Trained),
        Of<GroupNormalization>(Groups, since: 21).Weights(None, Trained, Trained),
        new OperatorRow(nameof(GroupNormalization), 18, EarlyGroups).Weights(None, Trained, Trained),
        Of<MeanVarianceNormalization>((a, op) => new(a.Ints("axes", [0, 2, 3], op?.NormalizedAxes)), since: 9),
        Of<LpNormalization>((a, op) => new(a.Int("axis", -1, op?.Axis), a.Int("p", 2, op?.P))),
        Of<LRN>(Response),
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

    private static GroupNormalization Groups(Attributes a, GroupNormalization? op)
    {
        a.Only("stash_type", 1);
        var groups = a.OptionalInt("num_groups", op?.Groups) ?? throw a.Fault("attribute 'num_groups' is missing.");
        return new(groups, a.Float("epsilon", 1e-5f, op?.Epsilon));
    }

    private static LRN Response(Attributes a, LRN? op) => new(
        a.OptionalInt("size", op?.Size) ?? throw a.Fault("attribute 'size' is missing."), a.Float("alpha", 1e-4f, op?.Alpha),
        a.Float("beta", 0.75f, op?.Beta), a.Float("bias", 1, op?.Bias));

    private static Tensor[] EarlyInstances(OnnxNode node)
    {
        node.Attributes.Ignore("consumed_inputs");
        return node.Apply(new InstanceNormalization(node.Attributes.Float("epsilon", 1e-5f)));
    }

    /// <summary>Before version 21 there were one scale and one bias a group; each channel gets that of its group.</summary>
    private static Tensor[] EarlyGroups(OnnxNode node)
    {
        var op = Groups(node.Attributes, null);
        var x = node.Input(0);
        if (x.Shape.Rank < 2 || op.Groups < 1) return node.Apply(op);
        return node.Apply(op, x, OfChannels(node.Input(1)), OfChannels(node.Input(2)));

        Tensor OfChannels(Tensor ofGroups) => ofGroups.Reshape(-1, 1).Expand(new Shape(op.Groups, x.Shape[1] / op.Groups)).Reshape(-1);
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
