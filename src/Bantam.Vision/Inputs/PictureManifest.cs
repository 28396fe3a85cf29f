using System.Text.Json.Nodes;
using Bantam.Graphs;
using Bantam.Tensors;

namespace Bantam.Vision;

/// <summary>
/// What a page must know of a network that looks at pictures, as JSON: what becomes of pictures before it, and how its outputs are read.
/// The manifest of a bundle holds it, and <c>bantam-vision.js</c> has nothing of its own about any model.
/// </summary>
public static class PictureManifest
{
    /// <summary>That of a detector.</summary>
    /// <param name="graph">The model, with the size of each output known.</param>
    /// <param name="input">What becomes of pictures; the graph's input is what <see cref="ImageInput.PutFitted"/> makes.</param>
    /// <param name="format">How the outputs say what was found; null for what follows from them.</param>
    /// <param name="labels">The names of the classes, without the background.</param>
    /// <exception cref="ShapeException">The outputs are not those of the format.</exception>
    public static string OfDetector(
        Graph graph, ImageInput input, DetectorFormat? format = null, IReadOnlyList<string>? labels = null)
    {
        ArgumentNullException.ThrowIfNull(graph);
        var known = format ?? DetectorFormat.Of(graph.Outputs);
        return Write("detect", graph, input, labels, "format", known.Describe(graph.Outputs));
    }

    /// <summary>That of a classifier, whose first output has a score for each class.</summary>
    /// <param name="graph">The model.</param>
    /// <param name="input">What becomes of pictures; the graph's input is what <see cref="ImageInput.PutFitted"/> makes.</param>
    /// <param name="labels">The names of the classes.</param>
    /// <exception cref="ShapeException">The first output has no scores of classes.</exception>
    public static string OfClassifier(Graph graph, ImageInput input, IReadOnlyList<string>? labels = null)
    {
        ArgumentNullException.ThrowIfNull(graph);
        if (graph.Outputs[0] is not { Kind: TensorType { IsUnknown: false } type } scores || !ClassScores.AreOf(type))
            throw new ShapeException($"a classifier gives a score for each class, [1,classes]; the first output is {graph.Outputs[0]}.");
        return Write("classify", graph, input, labels, "output", scores.Name);
    }

    private static string Write(
        string task, Graph graph, ImageInput input, IReadOnlyList<string>? labels, string key, JsonNode outputs)
    {
        ArgumentNullException.ThrowIfNull(input);
        var json = new JsonObject { ["task"] = task, ["input"] = Describe(input, graph), [key] = outputs };
        if (labels is not null) json["labels"] = new JsonArray([.. labels.Select(label => (JsonNode)label)]);
        return json.ToJsonString();
    }

    private static JsonObject Describe(ImageInput input, Graph graph)
    {
        var taking = graph.Inputs.Count == 1 ? graph.Inputs[0]
            : throw new ShapeException($"the model takes one input, a picture; this one takes {string.Join(", ", graph.Inputs)}.");
        var json = new JsonObject
        {
            ["name"] = taking.Name, ["width"] = input.Width, ["height"] = input.Height, ["channels"] = input.ChannelCount,
            ["resize"] = input.Resize.NameOf(), ["fit"] = input.Fit.ToString().ToLowerInvariant(), ["fill"] = input.Fill,
        };
        if (input is { Fit: PictureFit.Crop, ShorterSide: { } side }) json["shorterSide"] = side;
        return json;
    }
}
