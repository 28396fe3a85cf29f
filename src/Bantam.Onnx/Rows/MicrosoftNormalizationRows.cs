using Bantam.Onnx.Reading;
using Bantam.Operators;
using Bantam.Operators.Movement;
using Bantam.Operators.Normalization;
using Bantam.Tensors;
using static Bantam.Onnx.Rows.MicrosoftFusionRows;
using static Bantam.Onnx.Rows.WeightRole;

namespace Bantam.Onnx.Rows;

/// <summary>Normalizations of ONNX Runtime, with what it fuses before them.</summary>
internal static class MicrosoftNormalizationRows
{
    private const float UsualEpsilon = 1e-12f;

    public static IEnumerable<OperatorRow> All =>
    [
        Row("SkipLayerNormalization", node => Skip(node, isCentred: true)).Weights(None, None, Trained, Trained, Trained),
        Row("SkipSimplifiedLayerNormalization", node => Skip(node, isCentred: false)).Weights(None, None, Trained, Trained),
        Row("EmbedLayerNormalization", Embed).Weights(None, None, Trained, Trained, Trained, Trained, Trained),

        // ONNX Runtime has this one in the domain of the standard.
        new OperatorRow("SimplifiedLayerNormalization", 1, Simplified).Weights(None, Trained),
    ];

    private static Tensor[] Simplified(OnnxNode node)
    {
        node.Attributes.Ignore("stash_type");
        var op = new RMSNormalization(node.Attributes.Int("axis", -1), node.Attributes.Float("epsilon", 1e-5f));
        var y = node.Apply(op, node.Input(0), node.Input(1));
        return node.NamedOutputs < 2 ? y : [.. y, Deviation(node.Input(0), node.Input(0).Shape.Axis(op.Axis), op.Epsilon)];
    }

    /// <summary>Outputs: the normalized sum, mean and inverse deviation, and the sum.</summary>
    private static Tensor[] Skip(OnnxNode node, bool isCentred)
    {
        var epsilon = node.Attributes.Float("epsilon", UsualEpsilon);
        var sum = node.Input(0) + node.Input(1);
        if (node.Optional(isCentred ? 4 : 3) is { } bias) sum += bias;
        Operator op = isCentred ? new LayerNormalization(-1, epsilon) : new RMSNormalization(-1, epsilon);
        var y = isCentred ? op.ApplyOne(sum, node.Input(2), node.Optional(3)) : op.ApplyOne(sum, node.Input(2));
        var last = sum.Shape.Rank - 1;
        var mean = sum.ReduceMean([last], keepDimensions: true);
        return [y, mean, Deviation(isCentred ? sum - mean : sum, last, epsilon), sum];
    }

    private static Tensor Deviation(Tensor centred, int first, float epsilon)
    {
        int[] axes = [.. Enumerable.Range(first, centred.Shape.Rank - first)];
        return ((centred * centred).ReduceMean(axes, keepDimensions: true) + epsilon).Sqrt().Reciprocal();
    }

    /// <summary>The sum of what stands for a word, its place and its segment. Outputs: it normalized, how many words, it.</summary>
    private static Tensor[] Embed(OnnxNode node)
    {
        node.Attributes.Ignore("mask_index_type");
        var (words, epsilon) = (node.Input(0), node.Attributes.Float("epsilon", UsualEpsilon));
        if (words.Shape.Rank != 2) throw node.Error($"input_ids are [batch, seq]; they are {words.Type}.");
        var sum = node.Input(2).Gather(words);
        sum += node.Optional(8) is { } places ? node.Input(3).Gather(places)
            : new Slice().ApplyOne(node.Input(3), Tensor.From<long>([0]), words.ShapeOf(1, 2), Tensor.From<long>([0]));
        if (node.Optional(1) is { } segments) sum += node.Input(4).Gather(segments);
        var y = new LayerNormalization(-1, epsilon).ApplyOne(sum, node.Input(5), node.Input(6));
        var counts = node.Optional(7)?.Cast(ElementType.Int32).ReduceSum([1])
            ?? new ConstantOfShape(ElementType.Int32, 0).ApplyOne(words.ShapeOf(0, 1));
        return [y, counts, sum];
    }
}
