using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Bantam.Onnx;

/// <summary>
/// The names of the classes that a model tells apart, in its metadata: an array of JSON under <c>classes</c>. The dictionary under
/// <c>names</c> that Ultralytics writes is read too.
/// </summary>
public static partial class ClassNames
{
    /// <summary>The key in the metadata.</summary>
    public const string Key = "classes";

    private const string UltralyticsKey = "names";

    /// <summary>The names in a model's metadata; null where there are none, or none that can be read.</summary>
    /// <param name="metadata">The metadata.</param>
    public static IReadOnlyList<string>? Of(IReadOnlyDictionary<string, string> metadata)
    {
        ArgumentNullException.ThrowIfNull(metadata);
        if (metadata.TryGetValue(Key, out var text)) return Array(text);
        return metadata.TryGetValue(UltralyticsKey, out var names) ? Numbered(names) : null;
    }

    /// <summary>Metadata with the names of classes.</summary>
    /// <param name="metadata">The metadata.</param>
    /// <param name="classes">The names; null leaves the metadata as they are.</param>
    public static IReadOnlyDictionary<string, string> With(
        this IReadOnlyDictionary<string, string> metadata, IReadOnlyList<string>? classes)
    {
        ArgumentNullException.ThrowIfNull(metadata);
        return classes is null ? metadata : new Dictionary<string, string>(metadata) { [Key] = Write(classes) };
    }

    private static string Write(IReadOnlyList<string> names)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartArray();
            foreach (var name in names) json.WriteStringValue(name);
            json.WriteEndArray();
        }

        return System.Text.Encoding.UTF8.GetString(stream.ToArray());
    }

    private static string[]? Array(string text)
    {
        try
        {
            using var json = JsonDocument.Parse(text);
            return json.RootElement.ValueKind == JsonValueKind.Array
                && json.RootElement.EnumerateArray().All(e => e.ValueKind == JsonValueKind.String)
                ? [.. json.RootElement.EnumerateArray().Select(e => e.GetString()!)] : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>The values of a dictionary of Python as it prints it, <c>{0: 'person', 1: "rider's hat"}</c>, by their numbers.</summary>
    private static string[]? Numbered(string text)
    {
        var names = new SortedDictionary<int, string>();
        foreach (Match match in Entry().Matches(text))
            if (int.TryParse(match.Groups[1].Value, CultureInfo.InvariantCulture, out var number))
                names[number] = match.Groups[2].Value + match.Groups[3].Value;
        return names.Count > 0 && names.Keys.Last() == names.Count - 1 ? [.. names.Values] : null;
    }

    [GeneratedRegex("""(\d+)\s*:\s*(?:'([^']*)'|"([^"]*)")""")]
    private static partial Regex Entry();
}
