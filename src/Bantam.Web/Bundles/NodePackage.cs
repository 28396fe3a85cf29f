using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.RegularExpressions;
using Bantam.Web.Scripts;

namespace Bantam.Web.Bundles;

/// <summary>
/// Writes <c>package.json</c>, which makes the folder of a bundle a package of npm: projects import it by its name once it is one of
/// their dependencies, and by its path in any case.
/// </summary>
internal static partial class NodePackage
{
    /// <summary>The file's name.</summary>
    public const string FileName = "package.json";

    /// <summary>The longest name that npm takes.</summary>
    private const int LongestName = 214;

    private const string Generator = "bantam";

    private static readonly JsonWriterOptions Options =
        new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The package of a bundle.</summary>
    public static byte[] Write(BundleOptions options)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes, Options))
        {
            json.WriteStartObject();
            json.WriteString("name", NameOf(options.Name));
            json.WriteString("version", options.PackageVersion);
            json.WriteString("description", $"The neural network {options.Name} as code that runs it, compiled by Bantam.");
            json.WriteString("generator", Generator);
            json.WriteString("type", "module");
            json.WriteString("main", $"./{RuntimeScript.FileName}");
            json.WriteString("types", $"./{RuntimeScript.TypesFileName}");
            json.WriteStartObject("exports");
            WriteExport(json, ".", RuntimeScript.TypesFileName, RuntimeScript.FileName);
            if (options.Vision is not null) WriteExport(json, "./vision", RuntimeScript.VisionTypesFileName, RuntimeScript.VisionFileName);
            json.WriteString("./*", "./*");
            json.WriteEndObject();
            json.WriteStartArray("sideEffects");
            json.WriteStringValue($"./{RuntimeScript.WorkerFileName}");
            json.WriteEndArray();
            json.WriteStartObject("engines");
            json.WriteString("node", ">=20.16");
            json.WriteEndObject();
            json.WriteEndObject();
        }

        return bytes.ToArray();
    }

    /// <summary>Whether a file is one that Bantam wrote and may write over.</summary>
    public static bool IsOurs(ReadOnlySpan<byte> file)
    {
        try
        {
            var json = new Utf8JsonReader(file);
            using var document = JsonDocument.ParseValue(ref json);
            return document.RootElement.ValueKind == JsonValueKind.Object
                && document.RootElement.TryGetProperty("generator", out var generator)
                && generator.ValueKind == JsonValueKind.String && generator.ValueEquals(Generator);
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static void WriteExport(Utf8JsonWriter json, string name, string types, string module)
    {
        json.WriteStartObject(name);
        json.WriteString("types", $"./{types}");
        json.WriteString("default", $"./{module}");
        json.WriteEndObject();
    }

    /// <summary>A name as npm takes it: lower case, and nothing that an address would escape.</summary>
    private static string NameOf(string name)
    {
        var plain = Others().Replace(name.ToLowerInvariant(), "-").Trim('-', '.', '_');
        return plain.Length == 0 ? "model" : plain[..Math.Min(plain.Length, LongestName)];
    }

    [GeneratedRegex("[^a-z0-9._-]+")]
    private static partial Regex Others();
}
