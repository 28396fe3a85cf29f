using Bantam.Graphs;
using Bantam.Tensors;

namespace Bantam.Cli.Inspection;

/// <summary>A value of a model.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">The type of its elements, as ONNX names it; of a sequence or an optional what it holds.</param>
/// <param name="Shape">Its dimensions, numbers and names; null where nothing is known of it, and of what is no tensor.</param>
internal sealed record TensorInfo(string Name, string? Type, IReadOnlyList<object>? Shape)
{
    /// <summary>What is known of a value.</summary>
    public static TensorInfo Of(Value value) => value.Kind switch
    {
        { IsUnknown: true } => new TensorInfo(value.Name, null, null),
        TensorType type => new TensorInfo(
            value.Name, NameOf(type.Element), [.. type.Shape.Select(d => d.IsKnown ? (object)d.Size : d.ToString())]),
        var other => new TensorInfo(value.Name, NameOf(other), null),
    };

    /// <summary>An element type as ONNX names it.</summary>
    public static string NameOf(ElementType type) => type.ToString().ToLowerInvariant();

    private static string NameOf(ValueKind kind) => kind switch
    {
        TensorType type => $"{NameOf(type.Element)}{type.Shape}",
        SequenceType type => $"sequence({NameOf(type.Element)}{type.Shape})",
        OptionalType type => $"optional({NameOf(type.Of)})",
        _ => kind.ToString(),
    };

    /// <summary>The type as text: <c>float[batch,10]</c>.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public string TypeText => Shape is null ? Type ?? "?" : $"{Type}[{string.Join(',', Shape)}]";

    /// <inheritdoc/>
    public override string ToString() => $"{Name}: {TypeText}";
}
