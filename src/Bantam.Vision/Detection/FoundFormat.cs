using System.Text.Json.Nodes;
using Bantam.Graphs;
using Bantam.Tensors;

namespace Bantam.Vision;

/// <summary>Boxes that the network chose itself, with a score and a class each.</summary>
internal sealed class FoundFormat(string description, string boxes, string scores, string classes, bool isTopFirst) : DetectorFormat
{
    /// <inheritdoc/>
    public override string Description => description;

    /// <inheritdoc/>
    internal override bool Accepts(IReadOnlyList<Value> outputs) =>
        new[] { boxes, scores, classes }.All(name => outputs.Any(o => Base(o.Name) == name))
        && ShapeOf(outputs.First(o => Base(o.Name) == boxes)) is not { Rank: not (2 or 3) };

    /// <inheritdoc/>
    internal override void Read(DetectorOutputs outputs)
    {
        var corners = outputs.Floats(Index(boxes));
        var likely = outputs.Floats(Index(scores));
        var kinds = outputs.Floats(Index(classes));
        for (var i = 0; i < likely.Length; i++)
        {
            var four = corners.Slice(i * 4, 4);
            var box = isTopFirst ? new Box(four[1], four[0], four[3], four[2]).Scale(outputs.Width, outputs.Height)
                : new Box(four[0], four[1], four[2], four[3]);
            outputs.Add(box, (int)kinds[i] - 1, likely[i]);
        }

        int Index(string name) => outputs.Tensors.ToList().FindIndex(t => Base(t.Name) == name);
    }

    /// <inheritdoc/>
    internal override JsonObject Describe(IReadOnlyList<Value> outputs)
    {
        return new JsonObject
        {
            ["kind"] = "found", ["boxes"] = Name(boxes), ["scores"] = Name(scores), ["classes"] = Name(classes), ["topFirst"] = isTopFirst,
        };

        string Name(string name) => outputs.FirstOrDefault(o => Base(o.Name) == name)?.Name
            ?? throw new ShapeException($"a detector gives {Description}; this one gives {string.Join(", ", outputs)}.");
    }

    /// <summary>TensorFlow's names have the number of an output behind them.</summary>
    private static string Base(string name) => name.Split(':')[0];
}
