using System.Text.Json;
using Bantam.Tensors;

namespace Bantam.Web.Bundles;

/// <summary>
/// The page that trains a bundle's model on samples in the bundle and shows how: curves, the activations of each layer and the weights.
/// It is for bundles with <see cref="BundleOptions.Training"/>; of a model with <see cref="Transforms.LayerOutputs"/> it shows all layers.
/// </summary>
public static class TrainingPage
{
    /// <summary>The page's files, for <see cref="BundleOptions.Files"/>.</summary>
    /// <param name="name">The model's name, which the page shows.</param>
    /// <param name="samples">
    /// What it learns from: the inputs of the training step by their names, the target last; the first axis is the samples. The last
    /// tenth, 256 at most, is held back to judge by.
    /// </param>
    /// <exception cref="ArgumentException">There are fewer than two samples, or not equally many of each.</exception>
    public static IReadOnlyDictionary<string, ReadOnlyMemory<byte>> Files(
        string name, params IReadOnlyList<(string Name, Tensor Tensor)> samples)
    {
        ArgumentNullException.ThrowIfNull(samples);
        var files = PageFiles.Read("training", isMinified: true, ("MODEL NAME", name));
        files["samples.json"] = Describe(samples);
        files["samples.bin"] = samples.SelectMany(s => s.Tensor.Bytes.ToArray()).ToArray();
        return files;
    }

    private static byte[] Describe(IReadOnlyList<(string Name, Tensor Tensor)> samples)
    {
        var count = samples.Count == 0 ? 0 : samples[0].Tensor.Shape[0].Size;
        if (count < 2 || samples.Any(s => s.Tensor.Shape[0].Size != count))
            throw new ArgumentException(
                "There must be two samples or more, equally many of each field; there are "
                + $"{string.Join(", ", samples.Select(s => $"{s.Tensor.Shape[0]} of '{s.Name}'"))}.", nameof(samples));
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes))
        {
            json.WriteStartObject();
            json.WriteNumber("count", count);
            json.WriteStartArray("fields");
            foreach (var (name, tensor) in samples)
            {
                json.WriteStartObject();
                json.WriteString("name", name);
                json.WriteString("type", Manifest.TypeName(tensor.Element));
                json.WriteNumber("length", tensor.Shape.ElementCount / count);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        return bytes.ToArray();
    }
}
