using System.Globalization;
using System.Text.Json;

namespace Bantam.Training.Data.Tables;

/// <summary>The columns of a table, and what the label is: what one must know to read another table for the same model.</summary>
/// <param name="Columns">The columns without the label, in the order of the file.</param>
/// <param name="Label">The name of the label.</param>
/// <param name="Classes">The names of the classes, in order; null where the label is a number.</param>
public sealed record CsvSchema(IReadOnlyList<CsvColumn> Columns, string Label, IReadOnlyList<string>? Classes)
{
    /// <summary>The key in the metadata of a model.</summary>
    public const string Key = "bantam.columns";

    /// <summary>The columns with numbers, in the order in which a model gets them.</summary>
    public IReadOnlyList<CsvColumn> Numbers { get; } = [.. Columns.Where(c => c.Kind == CsvColumnKind.Number)];

    /// <summary>The columns with categories.</summary>
    public IReadOnlyList<CsvColumn> Categories { get; } = [.. Columns.Where(c => c.Kind == CsvColumnKind.Category)];

    /// <summary>The schema as JSON, for the metadata of a model.</summary>
    public string ToJson()
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes))
        {
            json.WriteStartObject();
            json.WriteString("label", Label);
            if (Classes is not null) WriteTexts(json, "classes", Classes);
            json.WriteStartArray("columns");
            foreach (var column in Columns.Where(c => c.Kind != CsvColumnKind.Ignored))
            {
                json.WriteStartObject();
                json.WriteString("name", column.Name);
                json.WriteString("kind", column.Kind == CsvColumnKind.Number ? "number" : "category");
                if (column.Kind == CsvColumnKind.Category) WriteTexts(json, "vocabulary", column.Vocabulary);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        return System.Text.Encoding.UTF8.GetString(bytes.ToArray());
    }

    /// <summary>The schema that <see cref="ToJson"/> wrote; null where it is none. Means and variances are those of the model.</summary>
    public static CsvSchema? FromJson(string text)
    {
        try
        {
            using var json = JsonDocument.Parse(text);
            var root = json.RootElement;
            var classes = root.TryGetProperty("classes", out var names) ? Texts(names) : null;
            return new CsvSchema(
                [
                    .. root.GetProperty("columns").EnumerateArray().Select(c => new CsvColumn(
                        c.GetProperty("name").GetString()!,
                        c.GetProperty("kind").GetString() == "number" ? CsvColumnKind.Number : CsvColumnKind.Category)
                    {
                        Vocabulary = c.TryGetProperty("vocabulary", out var texts) ? Texts(texts) : [],
                    }),
                ],
                root.GetProperty("label").GetString()!, classes);
        }
        catch (Exception error) when (error is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>What is known of the columns of a table from its cells.</summary>
    internal static CsvSchema Infer(CsvReader rows, string name, string label, CsvOptions options)
    {
        var columns = rows.Header.Select(h => new CsvColumnSketch(h, options)).ToArray();
        var at = Array.IndexOf(rows.Header, label);
        if (at < 0)
            throw new DatasetException(name, $"the label must be a column; '{label}' is none of {string.Join(", ", rows.Header)}.");
        if (options.Kinds.Keys.FirstOrDefault(k => !rows.Header.Contains(k)) is { } unknown)
            throw new DatasetException(name, $"kinds are those of columns; '{unknown}' is none of {string.Join(", ", rows.Header)}.");
        while (rows.Next() is { } cells)
        {
            // A row without a label teaches nothing.
            if (options.IsMissing(cells[at])) continue;
            for (var i = 0; i < cells.Length; i++) columns[i].Add(cells[i]);
        }

        if (columns[at].Count == 0) throw new DatasetException(name, "there must be a row with a label; there is none.");
        return new CsvSchema([.. columns.Where((_, i) => i != at).Select(c => c.ToColumn())], label, columns[at].ToClasses());
    }

    /// <summary>A number in a cell; null where it is none. It is written as in English, whatever the machine's language.</summary>
    internal static double? Number(string cell) =>
        double.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? number : null;

    private static void WriteTexts(Utf8JsonWriter json, string key, IReadOnlyList<string> texts)
    {
        json.WriteStartArray(key);
        foreach (var text in texts) json.WriteStringValue(text);
        json.WriteEndArray();
    }

    private static string[] Texts(JsonElement array) => [.. array.EnumerateArray().Select(t => t.GetString()!)];
}
