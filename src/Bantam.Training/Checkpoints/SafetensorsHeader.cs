using System.Text.Json;
using Bantam.Tensors;

namespace Bantam.Training.Checkpoints;

/// <summary>The header of a safetensors file.</summary>
/// <param name="Entries">Its tensors.</param>
/// <param name="Metadata">Its texts.</param>
internal sealed record SafetensorsHeader(IReadOnlyList<SafetensorsHeader.Entry> Entries, IReadOnlyDictionary<string, string> Metadata)
{
    /// <summary>A tensor: its type, and the bytes behind the header that it takes.</summary>
    internal sealed record Entry(string Name, TensorType Type, long Begin, long End);

    /// <summary>Reads the JSON text; names must be unique, and each tensor's bytes must be those of its type.</summary>
    public static SafetensorsHeader Parse(ReadOnlySpan<byte> json, string file)
    {
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = 4 });
        var entries = new List<Entry>();
        var metadata = new Dictionary<string, string>();
        var names = new HashSet<string>();
        Expect(ref reader, JsonTokenType.StartObject);
        while (Next(ref reader) == JsonTokenType.PropertyName)
        {
            var name = reader.GetString()!;
            if (!names.Add(name)) throw new CheckpointException(file, $"tensor '{name}': names must be unique; the header has it twice.");
            if (name == SafetensorsReader.MetadataKey) ReadMetadata(ref reader, metadata);
            else entries.Add(ReadEntry(ref reader, name, file));
        }

        while (reader.Read()) throw new JsonException("something follows the object.");
        return new SafetensorsHeader(entries, metadata);
    }

    private static void ReadMetadata(ref Utf8JsonReader reader, Dictionary<string, string> metadata)
    {
        Expect(ref reader, JsonTokenType.StartObject);
        while (Next(ref reader) == JsonTokenType.PropertyName)
        {
            var key = reader.GetString()!;
            Expect(ref reader, JsonTokenType.String);
            metadata[key] = reader.GetString()!;
        }
    }

    private static Entry ReadEntry(ref Utf8JsonReader reader, string name, string file)
    {
        string? type = null;
        List<long>? shape = null, offsets = null;
        Expect(ref reader, JsonTokenType.StartObject);
        while (Next(ref reader) == JsonTokenType.PropertyName)
        {
            switch (reader.GetString())
            {
                case "dtype":
                    Expect(ref reader, JsonTokenType.String);
                    type = reader.GetString();
                    break;
                case "shape":
                    shape = ReadNumbers(ref reader);
                    break;
                case "data_offsets":
                    offsets = ReadNumbers(ref reader);
                    break;
                case var other:
                    throw new CheckpointException(
                        file, $"tensor '{name}': a tensor has dtype, shape and data_offsets; this one has '{other}'.");
            }
        }

        if (SafetensorsTypes.Find(type) is not { } element)
            throw new CheckpointException(
                file, $"tensor '{name}': the element type must be one of {SafetensorsTypes.Names}; it is {type ?? "missing"}.");
        if (shape is null || offsets is not [var begin, var end])
            throw new CheckpointException(file, $"tensor '{name}': a tensor has a shape and two data_offsets; one of them is missing.");

        UInt128 bits = (UInt128)element.Info().Bits;
        foreach (var size in shape)
        {
            if (size is < 0 or > int.MaxValue)
                throw new CheckpointException(
                    file, $"tensor '{name}': dimensions are between 0 and {int.MaxValue}; one of [{string.Join(',', shape)}] is {size}.");
            bits *= (UInt128)size;
            if (bits > int.MaxValue * (UInt128)8)
                throw new CheckpointException(
                    file, $"tensor '{name}': a tensor has at most {int.MaxValue} bytes; [{string.Join(',', shape)}] of {type} has more.");
        }

        var bytes = (bits + 7) / 8;
        if (begin < 0 || end < begin || (UInt128)(end - begin) != bytes)
            throw new CheckpointException(
                file,
                $"tensor '{name}': [{string.Join(',', shape)}] of {type} takes {bytes} bytes; its data_offsets are {begin} to {end}.");
        return new Entry(name, new TensorType(element, Shape.Of(shape.Select(s => (int)s))), begin, end);
    }

    private static List<long> ReadNumbers(ref Utf8JsonReader reader)
    {
        var numbers = new List<long>();
        Expect(ref reader, JsonTokenType.StartArray);
        while (Next(ref reader) != JsonTokenType.EndArray) numbers.Add(reader.GetInt64());
        return numbers;
    }

    private static void Expect(ref Utf8JsonReader reader, JsonTokenType type)
    {
        if (Next(ref reader) != type)
            throw new JsonException($"a {type} was expected at byte {reader.TokenStartIndex}; there is a {reader.TokenType}.");
    }

    private static JsonTokenType Next(ref Utf8JsonReader reader) =>
        reader.Read() ? reader.TokenType : throw new JsonException("it ends too early.");
}
