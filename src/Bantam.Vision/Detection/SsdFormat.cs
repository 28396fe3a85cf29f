using System.Text.Json.Nodes;
using Bantam.Graphs;
using Bantam.Tensors;

namespace Bantam.Vision;

/// <summary>What a single-shot detector says of its anchors.</summary>
internal sealed class SsdFormat(SsdAnchors anchors) : CornersFormat
{
    /// <inheritdoc/>
    public override string Description =>
        $"scores [1,{anchors.Count},classes] and offsets [1,{anchors.Count},4] of {anchors.Count} anchors";

    /// <inheritdoc/>
    internal override void Read(DetectorOutputs outputs)
    {
        Check(outputs.Tensors.Select(t => (t.Name, t.Tensor.Type)));
        base.Read(outputs);
    }

    /// <inheritdoc/>
    internal override JsonObject Describe(IReadOnlyList<Value> outputs)
    {
        Check(outputs.Select(o => (o.Name, o.Type)));
        var json = base.Describe(outputs);
        json["kind"] = "ssd";
        json["variances"] = new JsonArray(anchors.CenterVariance, anchors.SizeVariance);
        json["anchors"] = new JsonArray(
            [.. Enumerable.Range(0, anchors.Count).Select(i => anchors[i]).SelectMany(
                b => new JsonNode[] { b.Left, b.Top, b.Right, b.Bottom })]);
        return json;
    }

    private void Check(IEnumerable<(string Name, TensorType Type)> outputs)
    {
        if (outputs.FirstOrDefault(o => o.Type.Shape.Rank == 3 && o.Type.Shape[1] != anchors.Count) is (var name, { } type))
            throw new ShapeException($"there are {anchors.Count} anchors, and outputs have as many rows; '{name}' is {type}.");
    }

    /// <inheritdoc/>
    protected override Box BoxOf(int index, ReadOnlySpan<float> four) => anchors.Decode(index, four);

    /// <inheritdoc/>
    protected override ReadOnlySpan<float> Scores(ReadOnlySpan<float> scores) => ClassScores.ToProbabilities(scores);
}
