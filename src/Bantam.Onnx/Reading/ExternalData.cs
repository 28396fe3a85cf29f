using System.Globalization;
using Bantam.Onnx.Protobuf;

namespace Bantam.Onnx.Reading;

/// <summary>Opens the files beside a model that hold its larger tensors; never one outside of the model's folder.</summary>
internal static class ExternalData
{
    /// <summary>A stream that stands at a tensor's first byte and has all of its bytes.</summary>
    /// <exception cref="ModelFormatException">
    /// The path leaves the folder, the file is missing or too short, or an entry is no number.
    /// </exception>
    public static FileStream Open(TensorProto tensor, long bytes, ReadContext context, string where)
    {
        try
        {
            return OpenChecked(tensor, bytes, context, where);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw context.Error(where, $"its external data cannot be read: {error.Message}", error);
        }
    }

    private static FileStream OpenChecked(TensorProto tensor, long bytes, ReadContext context, string where)
    {
        var entries = new Dictionary<string, string>();
        foreach (var entry in tensor.ExternalData) entries[entry.Key] = entry.Value;
        if (!entries.TryGetValue("location", out var location) || location.Length == 0)
            throw context.Error(where, "external data has a location; this tensor's has none.");
        var offset = Number("offset") ?? 0;
        if (Number("length") is { } length && length != bytes)
            throw context.Error(where, $"the tensor's shape needs {bytes} bytes; its external data is said to have {length}.");

        var file = new FileInfo(Locate(location, context, where));
        if (!file.Exists) throw context.Error(where, $"its external data '{location}' is missing. Put it beside the model.");
        if (offset > file.Length - bytes)
            throw context.Error(
                where,
                $"its {bytes} bytes of external data begin at byte {offset} of '{location}', which has {file.Length}. "
                + "The file is cut short or another model's.");
        var stream = file.OpenRead();
        stream.Position = offset;
        return stream;

        long? Number(string key) => !entries.TryGetValue(key, out var text) ? null
            : long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number
            : throw context.Error(where, $"the {key} of external data is a number of bytes; this one is '{text}'.");
    }

    /// <summary>The path of a location. No part of it may be a link to elsewhere.</summary>
    private static string Locate(string location, ReadContext context, string where)
    {
        if (context.Folder is null)
            throw context.Error(
                where,
                $"its elements are in the file '{location}', and a model that is read from memory has no folder. Load it by its path.");
        var folder = Path.TrimEndingDirectorySeparator(Path.GetFullPath(context.Folder));
        var parts = location.Split('/', '\\');
        if (Path.IsPathRooted(location) || location.AsSpan().ContainsAny(':', '\0') || parts.Contains(".."))
            throw context.Error(where, $"external data lies in the model's folder; '{location}' leads out of it.");

        var path = folder;
        foreach (var part in parts)
        {
            path = Path.Combine(path, part);
            FileSystemInfo entry = Directory.Exists(path) ? new DirectoryInfo(path) : new FileInfo(path);
            if (entry.LinkTarget is null || entry.ResolveLinkTarget(returnFinalTarget: true) is not { } target) continue;
            if (!target.FullName.StartsWith(folder + Path.DirectorySeparatorChar, StringComparison.Ordinal))
                throw context.Error(where, $"external data lies in the model's folder; '{location}' is a link that leads out of it.");
        }

        return path;
    }
}
