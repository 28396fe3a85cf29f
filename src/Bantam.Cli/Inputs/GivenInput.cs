using Bantam.Tensors;

namespace Bantam.Cli.Inputs;

/// <summary>What was given for an input of a model: a file, or numbers.</summary>
/// <param name="Tensor">The numbers; null of a file of plain bytes, whose type is that of the input.</param>
/// <param name="Raw">The plain bytes.</param>
/// <param name="IsPicture">Whether it is a picture, whose bytes are fractions of 255 to a model that takes floats.</param>
/// <param name="Source">What messages call it.</param>
internal sealed record GivenInput(Tensor? Tensor, byte[]? Raw, bool IsPicture, string Source)
{
    /// <summary>The file of a picture that becomes numbers as <c>--image</c> makes them; null of others.</summary>
    public string? Photograph { get; init; }

    /// <summary>Reads a file, or numbers where there is no such file.</summary>
    /// <param name="text">The name of the file, or the numbers.</param>
    /// <param name="areTexts">Whether the input takes texts and not numbers.</param>
    /// <exception cref="UsageException">It is neither.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static GivenInput Read(string text, bool areTexts = false)
    {
        var name = Path.GetFileName(text);
        if (!File.Exists(text))
        {
            if (areTexts) return new GivenInput(TextInput.Read(text, "the given list"), null, false, "the given list");
            return NumbersText.Read(text, "the given list") is { } numbers ? new GivenInput(numbers, null, false, "the given list")
                : throw new UsageException($"'{text}' must be a file or numbers; there is no such file, and it is no list of numbers.");
        }

        return Path.GetExtension(text).ToLowerInvariant() switch
        {
            ".npy" => new GivenInput(NpyFile.Read(text), null, false, name),
            ".pgm" or ".ppm" or ".pnm" => new GivenInput(NetpbmFile.Read(text), null, true, name),
            ".json" or ".txt" or ".csv" when areTexts =>
            new GivenInput(TextInput.Read(File.ReadAllText(text), name), null, false, name),
            ".json" or ".txt" or ".csv" =>
            new GivenInput(
            NumbersText.Read(File.ReadAllText(text), name)
            ?? throw new InputException($"{name} > it must hold numbers; it does not."), null, false, name),
            _ when PictureFile.KindOf(text) is not null => new GivenInput(null, null, true, name) { Photograph = text },
            _ => new GivenInput(null, PlainBytes.Read(text), false, name),
        };
    }
}
