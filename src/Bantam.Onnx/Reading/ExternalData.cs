using System.Globalization;
using Bantam.Onnx.Protobuf;
using Bantam.Tensors;

namespace Bantam.Onnx.Reading;

/// <summary>Reads tensors from the files beside a model: they are mapped, and only small ones are copied.</summary>
internal static class ExternalData
{
    /// <summary>A tensor whose elements lie in another file of the model's folder.</summary>
    /// <exception cref="ModelFormatException">
    /// The path leaves the folder, the file is missing or too short, an entry is no number, or a tensor that is copied is more than the
    /// cap allows.
    /// </exception>
    public static Tensor Read(TensorProto tensor, TensorType type, ReadContext context, string where)
    {
        try
        {
            return ReadChecked(tensor, type, context, where);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw context.Error(where, $"its external data cannot be read: {error.Message}", error);
        }
    }

    private static Tensor ReadChecked(TensorProto tensor, TensorType type, ReadContext context, string where)
    {
        var entries = new Dictionary<string, string>();
        foreach (var entry in tensor.ExternalData) entries[entry.Key] = entry.Value;
        if (!entries.TryGetValue("location", out var location) || location.Length == 0)
            throw context.Error(where, "external data has a location; this tensor's has none.");
        var offset = Number("offset") ?? 0;
        if (Number("length") is { } length && length != type.Bytes)
            throw context.Error(where, $"the tensor's shape needs {type.Bytes} bytes; its external data is said to have {length}.");

        var file = new FileInfo(ExternalPath.Locate(location, context, where));
        if (!file.Exists) throw context.Error(where, $"its external data '{location}' is missing. Put it beside the model.");
        if (offset > file.Length - type.Bytes)
            throw context.Error(
                where,
                $"its {type.Bytes} bytes of external data begin at byte {offset} of '{location}', which has {file.Length}. "
                + "The file is cut short or another model's.");

        // What is mapped takes no memory; where the system refuses to map, that is known only afterwards.
        var isCounted = !Tensor.CanBeMapped(offset, type);
        if (isCounted) context.Take(type.Bytes, where, "the tensor");
        var result = Tensor.Map(file.FullName, offset, type);
        if (!isCounted && !result.IsMapped) context.Take(type.Bytes, where, "the tensor");
        return result;

        long? Number(string key) => !entries.TryGetValue(key, out var text) ? null
            : long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number
            : throw context.Error(where, $"the {key} of external data is a number of bytes; this one is '{text}'.");
    }
}
