using System.Text.Json.Nodes;
using Bantam.Graphs;
using Bantam.Tensors;

namespace Bantam.Vision;

/// <summary>
/// What BlazeFace says of its 896 anchors: a logit each, and in pixels of the input a box and six landmarks as offsets from the anchor's
/// centre. There are two anchors around each of 16x16 cells and six around each of 8x8, in outputs of their own or in one behind the other.
/// <see href="https://arxiv.org/abs/1907.05047"/>
/// </summary>
internal sealed class BlazeFaceFormat : DetectorFormat
{
    private const int Fields = 16, Landmarks = 6, Anchors = 896;

    /// <summary>Cells along a side, and anchors around each, in the order of the outputs.</summary>
    private static readonly (int Cells, int Anchors)[] Maps = [(16, 2), (8, 6)];

    /// <inheritdoc/>
    public override string Description => "scores [1,512,1] and [1,384,1] and boxes [1,512,16] and [1,384,16] as BlazeFace has them";

    /// <inheritdoc/>
    public override ImageInput PresetOf(IReadOnlyList<Value> outputs) => ImageInput.BlazeFace;

    /// <inheritdoc/>
    internal override bool Accepts(IReadOnlyList<Value> outputs) => Find([.. outputs.Select(ShapeOf)]) is not null;

    /// <inheritdoc/>
    internal override void Read(DetectorOutputs outputs)
    {
        var first = 0;
        foreach (var (scores, boxes) in Require([.. outputs.Tensors.Select(t => t.Tensor.Shape)]))
        {
            var logits = outputs.Floats(scores);
            var offsets = outputs.Floats(boxes);
            for (var i = 0; i < logits.Length; i++)
            {
                var score = ClassScores.Sigmoid(logits[i]);
                if (!(score >= outputs.Threshold)) continue;
                var (x, y) = CentreOf(first + i);
                (x, y) = (x * outputs.Width, y * outputs.Height);
                var four = offsets.Slice(i * Fields, Fields);
                var points = new (float X, float Y)[Landmarks];
                for (var p = 0; p < Landmarks; p++) points[p] = (x + four[4 + (2 * p)], y + four[5 + (2 * p)]);
                outputs.Add(Box.Around(x + four[0], y + four[1], four[2], four[3]), 0, score, points);
            }

            first += logits.Length;
        }
    }

    /// <inheritdoc/>
    internal override JsonObject Describe(IReadOnlyList<Value> outputs) => new()
    {
        ["kind"] = "landmarks",
        ["parts"] = new JsonArray(
            [.. Require([.. outputs.Select(o => o.Type.Shape)]).Select(part => new JsonObject
            {
                ["scores"] = outputs[part.Scores].Name, ["boxes"] = outputs[part.Boxes].Name,
            })]),
        ["maps"] = new JsonArray([.. Maps.Select(m => new JsonArray(m.Cells, m.Anchors))]),
        ["landmarks"] = Landmarks,
    };

    /// <summary>The centre of an anchor, in shares of the input.</summary>
    private static (float X, float Y) CentreOf(int anchor)
    {
        var (cells, around) = Maps[0];
        if (anchor >= cells * cells * around) (anchor, (cells, around)) = (anchor - (cells * cells * around), Maps[1]);
        var cell = anchor / around;
        return (((cell % cells) + 0.5f) / cells, ((cell / cells) + 0.5f) / cells);
    }

    private (int Scores, int Boxes)[] Require(IReadOnlyList<Shape?> shapes) => Find(shapes)
        ?? throw new ShapeException($"a detector gives {Description}; this one gives {string.Join(", ", shapes)}.");

    /// <summary>Which outputs belong together, the finer map's first; null where they are not BlazeFace's.</summary>
    private static (int Scores, int Boxes)[]? Find(IReadOnlyList<Shape?> shapes)
    {
        if (shapes.Count is not (2 or 4) || shapes.Any(s => s is not { Rank: 3, IsKnown: true } || s[0] != 1)) return null;
        int[] indices = [.. Enumerable.Range(0, shapes.Count).OrderByDescending(i => shapes[i]![1].Size)];
        int[] scores = [.. indices.Where(i => shapes[i]![2] == 1)], boxes = [.. indices.Where(i => shapes[i]![2] == Fields)];
        if (scores.Length != boxes.Length || scores.Length * 2 != shapes.Count) return null;
        int[] wanted = scores.Length == 1 ? [Anchors] : [.. Maps.Select(m => m.Cells * m.Cells * m.Anchors)];
        var (ofScores, ofBoxes) = (scores.Select(i => shapes[i]![1].Size), boxes.Select(i => shapes[i]![1].Size));
        return ofScores.SequenceEqual(wanted) && ofBoxes.SequenceEqual(wanted) ? [.. scores.Zip(boxes)] : null;
    }
}
