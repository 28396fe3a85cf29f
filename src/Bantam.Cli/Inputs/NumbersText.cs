using System.Globalization;
using System.Text.Json;
using Bantam.Tensors;

namespace Bantam.Cli.Inputs;

/// <summary>
/// Numbers as text, or <c>true</c> and <c>false</c>: separated by commas or spaces, or nested lists in JSON, which also say the shape.
/// </summary>
internal static class NumbersText
{
    /// <summary>Reads numbers; null where the text is something else.</summary>
    /// <param name="text">The text.</param>
    /// <param name="name">What messages call it.</param>
    /// <exception cref="InputException">Lists of one level have different lengths.</exception>
    public static Tensor? Read(string text, string name)
    {
        if (text.AsSpan().TrimStart() is ['[', ..]) return ReadJson(text, name);
        var parts = text.Split([',', ' ', '\t', '\r', '\n', ';'], StringSplitOptions.RemoveEmptyEntries);
        var numbers = new double[parts.Length];
        for (var i = 0; i < parts.Length; i++)
            if (bool.TryParse(parts[i], out var isTrue)) numbers[i] = isTrue ? 1 : 0;
            else if (!double.TryParse(parts[i], NumberStyles.Float, CultureInfo.InvariantCulture, out numbers[i])) return null;
        return parts.Length == 0 ? null : Tensor.From<double>(numbers, numbers.Length == 1 ? Shape.Scalar : Shape.Of(numbers.Length));
    }

    private static Tensor? ReadJson(string text, string name)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            var (numbers, sizes) = (new List<double>(), new List<int>());
            Collect(document.RootElement, 0, numbers, sizes, name);
            return Tensor.From<double>([.. numbers], Shape.Of(sizes));
        }
        catch (JsonException error)
        {
            throw new InputException($"{name} > it must be JSON lists of numbers; {error.Message}");
        }
    }

    private static void Collect(JsonElement element, int depth, List<double> numbers, List<int> sizes, string name)
    {
        if (element.ValueKind != JsonValueKind.Array)
        {
            if (depth != sizes.Count)
                throw new InputException($"{name} > all numbers must be {sizes.Count} lists deep; one is {depth} deep.");
            numbers.Add(element.ValueKind switch
            {
                JsonValueKind.Number => element.GetDouble(),
                JsonValueKind.True => 1,
                JsonValueKind.False => 0,
                _ => throw new InputException($"{name} > lists must hold numbers; one holds {element.GetRawText()}."),
            });
            return;
        }

        var length = element.GetArrayLength();
        if (depth == sizes.Count && numbers.Count == 0) sizes.Add(length);
        if (depth >= sizes.Count) throw new InputException($"{name} > all numbers must be {sizes.Count} lists deep; one is deeper.");
        if (sizes[depth] != length)
            throw new InputException(
                $"{name} > lists of one level must have one length; there are lists of {sizes[depth]} and of {length}.");
        foreach (var item in element.EnumerateArray()) Collect(item, depth + 1, numbers, sizes, name);
    }
}
