using Bantam.Training.Data.Tables;
using Bantam.Vision;

namespace Bantam.Cli.Data;

/// <summary>What samples are asked for.</summary>
/// <param name="Choice">A folder, a file, or a name.</param>
/// <param name="Samples">How many to learn from; null for all.</param>
/// <param name="HeldBack">How much is held back to test with, of data that have no part for it.</param>
/// <param name="Picture">What becomes of pictures; its size is 0 where nobody said one.</param>
internal sealed record SampleRequest(string Choice, int? Samples, double HeldBack, ImageInput Picture)
{
    /// <summary>The side of pictures that differ in size, where nobody said one.</summary>
    public int PresetSide { get; init; } = 64;

    /// <summary>The column of a table with the classes; null where the model knows.</summary>
    public string? Label { get; init; }

    /// <summary>The columns that the model knows; null where they follow from the table.</summary>
    public CsvSchema? Schema { get; init; }

    /// <summary>Whether the model takes pictures of that side only.</summary>
    public bool IsFixed { get; init; }
}
