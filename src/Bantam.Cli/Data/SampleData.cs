using Bantam.Training.Data;
using Bantam.Training.Data.Tables;

namespace Bantam.Cli.Data;

/// <summary>What is learned from and tested with: inputs, and the numbers of classes.</summary>
/// <param name="Name">Where the samples come from, for people.</param>
/// <param name="Training">The samples to learn from; opened when first asked for.</param>
/// <param name="Test">The samples to test with; opened when first asked for.</param>
/// <param name="Classes">The names of the classes.</param>
internal sealed record SampleData(string Name, Lazy<IDataset> Training, Lazy<IDataset> Test, IReadOnlyList<string> Classes)
{
    /// <summary>The table that the samples are rows of; null of pictures.</summary>
    public CsvDataset? Table { get; init; }

    /// <summary>Whether reading a sample is work that several threads should share, as decoding a picture is.</summary>
    public bool IsDecoded { get; init; }

    /// <summary>The same samples, their classes numbered as a model numbers them.</summary>
    /// <param name="names">The model's names of classes; null where it has none, and then the numbers stay.</param>
    /// <exception cref="DatasetException">The model lacks a class.</exception>
    public SampleData NumberedBy(IReadOnlyList<string>? names)
    {
        if (names is null || names.SequenceEqual(Classes)) return this;
        var numbers = Classes.Select(c => names.ToList().IndexOf(c)).ToArray();
        if (Array.IndexOf(numbers, -1) is >= 0 and var missing)
            throw new DatasetException(
                Name,
                $"classes must be those of the model, {Listed(names)}; '{Classes[missing]}' is none. Rename it, or train a new model.");
        return this with { Training = Renumbered(Training), Test = Renumbered(Test), Classes = names };

        Lazy<IDataset> Renumbered(Lazy<IDataset> samples) => new(() => new RenumberedClasses(samples.Value, numbers));
    }

    private static string Listed(IReadOnlyList<string> names) =>
        names.Count <= 20 ? string.Join(", ", names) : $"{string.Join(", ", names.Take(20))} and {names.Count - 20} more";
}
