using Bantam.Graphs;
using Bantam.Tensors;

namespace Bantam.Cli.Inspection;

/// <summary>A tensor of a model.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">The type of its elements, as ONNX names it.</param>
/// <param name="Shape">Its dimensions, numbers and names; null where nothing is known of it.</param>
internal sealed record TensorInfo(string Name, string? Type, IReadOnlyList<object>? Shape)
{
    /// <summary>What is known of a value.</summary>
    public static TensorInfo Of(Value value) => value.Type.IsUnknown ? new TensorInfo(value.Name, null, null)
        : new TensorInfo(
            value.Name, NameOf(value.Type.Element), [.. value.Type.Shape.Select(d => d.IsKnown ? (object)d.Size : d.ToString())]);

    /// <summary>An element type as ONNX names it.</summary>
    public static string NameOf(ElementType type) => type.ToString().ToLowerInvariant();

    /// <summary>The type as text: <c>float[batch,10]</c>.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public string TypeText => Shape is null ? "?" : $"{Type}[{string.Join(',', Shape)}]";

    /// <inheritdoc/>
    public override string ToString() => $"{Name}: {TypeText}";
}
