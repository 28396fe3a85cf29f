using System.Text.Json;
using Bantam.Tensors;

namespace Bantam.Cli.Inputs;

/// <summary>Texts for an input that takes such: separated by commas, or nested lists in JSON, which also say the shape.</summary>
internal static class TextInput
{
    /// <summary>Reads texts.</summary>
    /// <param name="text">What holds them.</param>
    /// <param name="name">What messages call it.</param>
    /// <exception cref="InputException">It begins as JSON and is none, or its lists hold something else.</exception>
    public static Tensor Read(string text, string name)
    {
        if (text.AsSpan().TrimStart() is not ['[', ..])
        {
            var parts = text.TrimEnd('\r', '\n').Split(',');
            return Tensor.From(parts, parts.Length == 1 ? Shape.Scalar : Shape.Of(parts.Length));
        }

        var (texts, shape) = JsonLists.Read(
            text, name, "texts", element => (element.ValueKind == JsonValueKind.String, element.ToString()));
        return Tensor.From(texts, shape);
    }
}
