using System.Text.Json.Nodes;
using Bantam.Graphs;
using Bantam.Tensors;

namespace Bantam.Vision;

/// <summary>Scores [1, n, classes] with the background first, and boxes [1, n, 4] that <see cref="BoxOf"/> reads.</summary>
internal class CornersFormat : DetectorFormat
{
    /// <inheritdoc/>
    public override string Description => "scores [1,n,classes] and corners [1,n,4] as UltraFace has them";

    /// <inheritdoc/>
    public override ImageInput PresetOf(IReadOnlyList<Value> outputs) =>
        outputs.Any(o => ShapeOf(o) is { Rank: 3 } shape && shape[2] == 2) ? ImageInput.UltraFace : base.PresetOf(outputs);

    /// <inheritdoc/>
    internal override bool Accepts(IReadOnlyList<Value> outputs) =>
        outputs.Select(ShapeOf).ToArray() is [{ } a, { } b] && Find([a, b]) is not null;

    /// <inheritdoc/>
    internal override void Read(DetectorOutputs outputs)
    {
        Shape[] shapes = [.. outputs.Tensors.Select(t => t.Tensor.Shape)];
        if (Find(shapes) is not var (scoresAt, boxesAt))
            throw new ShapeException($"a detector gives {Description}; this one gives {string.Join<Shape>(", ", shapes)}.");
        var (count, classes) = (shapes[scoresAt][1].Size, shapes[scoresAt][2].Size);
        var scores = outputs.Floats(scoresAt);
        var boxes = outputs.Floats(boxesAt);
        for (var i = 0; i < count; i++)
        {
            var own = Scores(scores.Slice(i * classes, classes));
            for (var c = 1; c < classes; c++)
                if (own[c] >= outputs.Threshold)
                    outputs.Add(BoxOf(i, boxes.Slice(i * 4, 4)).Scale(outputs.Width, outputs.Height), c - 1, own[c]);
        }
    }

    /// <inheritdoc/>
    internal override JsonObject Describe(IReadOnlyList<Value> outputs)
    {
        Shape[] shapes = [.. outputs.Select(o => o.Type.Shape)];
        if (Find(shapes) is not var (scores, boxes))
            throw new ShapeException($"a detector gives {Description}; this one gives {string.Join(", ", outputs)}.");
        return new JsonObject
        {
            ["kind"] = "corners", ["scores"] = outputs[scores].Name, ["boxes"] = outputs[boxes].Name,
            ["classes"] = shapes[scores][2].Size,
        };
    }

    /// <summary>A box in shares of the input.</summary>
    protected virtual Box BoxOf(int index, ReadOnlySpan<float> four) => new(four[0], four[1], four[2], four[3]);

    /// <summary>The scores of an anchor as probabilities.</summary>
    protected virtual ReadOnlySpan<float> Scores(ReadOnlySpan<float> scores) => scores;

    /// <summary>
    /// Which output has the scores and which the boxes; of two with four columns the first that has another number, or the second.
    /// </summary>
    private static (int Scores, int Boxes)? Find(IReadOnlyList<Shape> shapes)
    {
        if (shapes.Count != 2 || shapes.Any(s => s.Rank != 3 || Dimension.Differ(s[0], 1))) return null;
        if (Dimension.Differ(shapes[0][1], shapes[1][1])) return null;
        var isLast = shapes[1][2] == 4;
        if (!isLast && shapes[0][2] != 4) return null;
        return isLast ? (0, 1) : (1, 0);
    }
}
