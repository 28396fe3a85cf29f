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

    private static Tensor ReadJson(string text, string name)
    {
        var (numbers, shape) = JsonLists.Read<double>(text, name, "numbers", element => element.ValueKind switch
        {
            JsonValueKind.Number => (true, element.GetDouble()),
            JsonValueKind.True => (true, 1),
            JsonValueKind.False => (true, 0),
            _ => (false, 0),
        });
        return Tensor.From<double>(numbers, shape);
    }
}
