using System.Runtime.InteropServices;
using Bantam.Tensors;
using Bantam.Training.Layers;

namespace Bantam.Training.Data.Tables;

/// <summary>
/// The rows of a CSV file. Columns are typed by what is in them: numbers, or texts of a vocabulary; names and the like are ignored. Fields:
/// <c>features</c>, the numbers as they are, Float [n], NaN where one is missing; for each category a field of its name, Int32, 0 where
/// it is missing; and the label, the number of a class, Int32, or a number, Float [1].
/// </summary>
public sealed class CsvDataset : IDataset
{
    /// <summary>The name of the field with the numbers.</summary>
    public const string NumbersField = "features";

    private readonly float[] _numbers;
    private readonly int[][] _categories;
    private readonly float[] _targets;

    private CsvDataset(CsvSchema schema, float[] numbers, int[][] categories, float[] targets)
    {
        (Schema, _numbers, _categories, _targets) = (schema, numbers, categories, targets);
        Fields =
        [
            .. schema.Numbers.Count > 0 ? [new Field(NumbersField, ElementType.Float, Shape.Of(schema.Numbers.Count))] : (Field[])[],
            .. schema.Categories.Select(c => new Field(c.Name, ElementType.Int32, Shape.Of())),
            schema.Classes is null ? new Field(schema.Label, ElementType.Float, Shape.Of(1))
                : new Field(schema.Label, ElementType.Int32, Shape.Of()),
        ];
    }

    /// <summary>The columns and the label.</summary>
    public CsvSchema Schema { get; }

    /// <summary>The names of the classes; none where the label is a number.</summary>
    public IReadOnlyList<string> Classes => Schema.Classes ?? [];

    /// <inheritdoc/>
    public IReadOnlyList<Field> Fields { get; }

    /// <inheritdoc/>
    public int Count => _targets.Length;

    /// <summary>Reads a file, in which the types of columns are found first. Rows without a label are left out.</summary>
    /// <param name="path">The file, in UTF-8.</param>
    /// <param name="label">The column with what is to be learned.</param>
    /// <param name="options">How it is read.</param>
    /// <exception cref="DatasetException">A row breaks a rule, or there is no such column; the message names the line.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static CsvDataset Load(string path, string label, CsvOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(label);
        options ??= new();
        CsvSchema schema;
        using (var rows = new CsvReader(File.OpenText(path), Path.GetFileName(path), options))
            schema = CsvSchema.Infer(rows, Path.GetFileName(path), label, options);
        return Load(path, schema, options);
    }

    /// <summary>Reads a file with the columns of another, such as that to test with.</summary>
    /// <param name="path">The file, in UTF-8.</param>
    /// <param name="schema">The columns; others are ignored.</param>
    /// <param name="options">How it is read.</param>
    /// <exception cref="DatasetException">A row breaks a rule, or a column is missing; the message names the line.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static CsvDataset Load(string path, CsvSchema schema, CsvOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(schema);
        options ??= new();
        var name = Path.GetFileName(path);
        using var rows = new CsvReader(File.OpenText(path), name, options);
        var numberAt = schema.Numbers.Select(c => Find(c.Name)).ToArray();
        var categoryAt = schema.Categories.Select(c => Find(c.Name)).ToArray();
        var labelAt = Find(schema.Label);
        var words = schema.Categories.Select(c => Numbered(c.Vocabulary, first: 1)).ToArray();
        var classes = schema.Classes is null ? null : Numbered(schema.Classes, first: 0);
        var (numbers, targets) = (new List<float>(), new List<float>());
        var categories = schema.Categories.Select(_ => new List<int>()).ToArray();
        while (rows.Next() is { } cells)
        {
            if (options.IsMissing(cells[labelAt])) continue;
            targets.Add(Target(cells[labelAt].Trim()));
            foreach (var at in numberAt) numbers.Add(Number(cells[at], rows.Header[at]));
            for (var i = 0; i < categories.Length; i++) categories[i].Add(words[i].GetValueOrDefault(cells[categoryAt[i]].Trim()));
        }

        return new CsvDataset(schema, [.. numbers], [.. categories.Select(c => c.ToArray())], [.. targets]);

        int Find(string column) => Array.IndexOf(rows.Header, column) is >= 0 and var at ? at
            : throw new DatasetException(name, $"a column '{column}' must be there; there are {string.Join(", ", rows.Header)}.");

        float Number(string cell, string column) => options.IsMissing(cell) ? float.NaN : (float)(CsvSchema.Number(cell.Trim())
            ?? throw new DatasetException(
                name, $"line {rows.Line}, column '{column}': cells are numbers; this one is '{cell}'. A text that stands for a missing " +
                $"value belongs to {nameof(CsvOptions)}.{nameof(CsvOptions.MissingTexts)}."));

        float Target(string cell) => classes is null ? Number(cell, schema.Label)
            : classes.TryGetValue(cell, out var number) ? number
            : throw new DatasetException(
                name, $"line {rows.Line}: labels are {string.Join(", ", schema.Classes!.Take(20))}; this one is '{cell}'.");
    }

    /// <inheritdoc/>
    public void Read(int index, int field, Span<byte> destination)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)index, (uint)Count, nameof(index));
        var columns = Schema.Numbers.Count;
        var category = field - (columns > 0 ? 1 : 0);
        if (columns > 0 && field == 0) MemoryMarshal.AsBytes(_numbers.AsSpan(index * columns, columns)).CopyTo(destination);
        else if (category < _categories.Length) MemoryMarshal.Write(destination, _categories[category][index]);
        else if (Schema.Classes is null) MemoryMarshal.Write(destination, _targets[index]);
        else MemoryMarshal.Write(destination, (int)_targets[index]);
    }

    /// <summary>
    /// The inputs of a model of these rows, raw as they are in the file, and what layers behind them get: numbers, of which missing ones
    /// have become the mean, with mean 0 and deviation 1, beside a vector for each category that is 1 at its number. All of it is part
    /// of the model.
    /// </summary>
    /// <exception cref="DatasetException">There is nothing but the label.</exception>
    public (IReadOnlyList<LayerOutput> Inputs, LayerOutput Features) Features()
    {
        var (inputs, parts) = (new List<LayerOutput>(), new List<LayerOutput>());
        if (Schema.Numbers.Count > 0)
        {
            var numbers = Model.Input(Shape.Of(Schema.Numbers.Count), ElementType.Float, NumbersField);
            float[] means = [.. Schema.Numbers.Select(c => (float)c.Mean)];
            var filled = new Lambda(x => Tensor.Where(Tensor.Equal(x, x), x, Tensor.From(means, means.Length))).Apply(numbers);
            inputs.Add(numbers);
            parts.Add(new Normalization(mean: means, variance: [.. Schema.Numbers.Select(c => (float)c.Variance)]).Apply(filled));
        }

        foreach (var column in Schema.Categories)
        {
            var number = Model.Input(Shape.Of(), ElementType.Int32, column.Name);
            inputs.Add(number);
            parts.Add(new CategoryEncoding(column.Vocabulary.Count + 1, CategoryOutput.OneHot).Apply(number));
        }

        if (parts.Count == 0)
            throw new DatasetException("table", "there must be a column to learn from beside the label; there are only ignored ones.");
        return (inputs, parts.Count == 1 ? parts[0] : new Concatenate().Apply([.. parts]));
    }

    private static Dictionary<string, int> Numbered(IReadOnlyList<string> texts, int first) =>
        texts.Select((text, i) => (text, i)).ToDictionary(p => p.text, p => p.i + first, StringComparer.Ordinal);
}
