using System.Text.Json;
using Bantam.Tensors;

namespace Bantam.Cli.Inputs;

/// <summary>Nested lists in JSON: elements, and the shape that the lists say.</summary>
internal static class JsonLists
{
    /// <summary>Reads lists.</summary>
    /// <param name="text">The text.</param>
    /// <param name="name">What messages call it.</param>
    /// <param name="what">What the elements are, in the plural.</param>
    /// <param name="read">An element, and whether it is what is asked for.</param>
    /// <exception cref="InputException">It is no JSON, an element is something else, or lists of a level differ in length.</exception>
    public static (T[] Elements, Shape Shape) Read<T>(
        string text, string name, string what, Func<JsonElement, (bool IsRight, T Element)> read)
    {
        var (elements, sizes) = (new List<T>(), new List<int>());
        try
        {
            using var document = JsonDocument.Parse(text);
            Collect(document.RootElement, 0);
        }
        catch (JsonException error)
        {
            throw new InputException($"{name} > it must be JSON lists of {what}; {error.Message}");
        }

        return ([.. elements], Shape.Of(sizes));

        void Collect(JsonElement element, int depth)
        {
            if (element.ValueKind != JsonValueKind.Array)
            {
                if (depth != sizes.Count)
                    throw new InputException($"{name} > all {what} must be {sizes.Count} lists deep; one is {depth} deep.");
                var (isRight, value) = read(element);
                if (!isRight) throw new InputException($"{name} > lists must hold {what}; one holds {element.GetRawText()}.");
                elements.Add(value);
                return;
            }

            var length = element.GetArrayLength();
            if (depth == sizes.Count && elements.Count == 0) sizes.Add(length);
            if (depth >= sizes.Count) throw new InputException($"{name} > all {what} must be {sizes.Count} lists deep; one is deeper.");
            if (sizes[depth] != length)
                throw new InputException(
                    $"{name} > lists of one level must have one length; there are lists of {sizes[depth]} and of {length}.");
            foreach (var item in element.EnumerateArray()) Collect(item, depth + 1);
        }
    }
}
