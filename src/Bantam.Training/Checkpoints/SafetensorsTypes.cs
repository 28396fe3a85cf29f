using Bantam.Tensors;

namespace Bantam.Training.Checkpoints;

/// <summary>The names that safetensors files have for element types.</summary>
internal static class SafetensorsTypes
{
    /// <summary>All names, for messages.</summary>
    public static string Names => string.Join(", ", ElementTypes.All.Select(e => e.SafetensorsName).OfType<string>());

    /// <summary>The name of a type.</summary>
    /// <exception cref="NotSupportedException">The format has none.</exception>
    public static string Name(ElementType element) => element.Info().SafetensorsName
        ?? throw new NotSupportedException($"Safetensors files do not hold {element}; they hold {Names}. Cast the tensor first.");

    /// <summary>The type of a name; null where there is none.</summary>
    public static ElementType? Find(string? name) =>
        ElementTypes.All.FirstOrDefault(e => e.SafetensorsName is not null && e.SafetensorsName == name)?.Type;
}
