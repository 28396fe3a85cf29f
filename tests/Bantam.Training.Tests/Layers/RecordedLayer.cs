using System.Text.Json;

namespace Bantam.Training.Tests.Layers;

/// <summary>What another library computes for a layer: written by eng/record-layers.mjs and eng/record-layers.py.</summary>
/// <param name="Shape">The shape of the output.</param>
/// <param name="Output">The output.</param>
/// <param name="Inputs">The gradients of the output's weighted sum by the inputs that are floats; null where it has none.</param>
/// <param name="Weights">Those by the weights that are trained.</param>
internal sealed record RecordedLayer(int[] Shape, float[] Output, float[][]? Inputs, float[][]? Weights)
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web);

    /// <summary>All of them by name.</summary>
    public static IReadOnlyDictionary<string, RecordedLayer> All { get; } =
        new[] { "tensorflow-layers.json", "torch-layers.json" }.SelectMany(Read).ToDictionary(c => c.Key, c => c.Value);

    private static Dictionary<string, RecordedLayer> Read(string name)
    {
        using var stream = typeof(RecordedLayer).Assembly.GetManifestResourceStream(name)!;
        using var document = JsonDocument.Parse(stream);
        return document.RootElement.GetProperty("cases").Deserialize<Dictionary<string, RecordedLayer>>(Options)!;
    }
}
