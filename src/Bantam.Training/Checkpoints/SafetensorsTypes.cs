using Bantam.Tensors;

namespace Bantam.Training.Checkpoints;

/// <summary>The names that safetensors files have for element types.</summary>
internal static class SafetensorsTypes
{
    private static readonly (ElementType Element, string Name)[] All =
    [
        (ElementType.Float, "F32"), (ElementType.Double, "F64"), (ElementType.Int8, "I8"), (ElementType.UInt8, "U8"),
        (ElementType.Int32, "I32"), (ElementType.Int64, "I64"), (ElementType.Bool, "BOOL"),
    ];

    public static string Names => string.Join(", ", All.Select(a => a.Name));

    public static string Name(ElementType element) => All.Single(a => a.Element == element).Name;

    public static ElementType? Find(string? name) => All.Where(a => a.Name == name).Select(a => (ElementType?)a.Element).FirstOrDefault();
}
