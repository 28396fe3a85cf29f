using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Bantam.Cli;

/// <summary>
/// How results look to programs: one object on one line, names in small letters with underscores, nothing for what there is not.
/// </summary>
internal static class Json
{
    /// <summary>The rules.</summary>
    public static JsonSerializerOptions Options { get; } = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>A result as text.</summary>
    public static string Write<T>(T result) => JsonSerializer.Serialize(result, Options);
}
