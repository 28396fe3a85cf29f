using Bantam.Onnx.Protobuf;
using Bantam.Tensors;

namespace Bantam.Onnx.Reading;

/// <summary>What names mean inside of a graph, or of a function that is being put in the place of a node.</summary>
internal sealed class Scope
{
    /// <summary>Tensors by name; null is an optional input of a function that its caller leaves out.</summary>
    public Dictionary<string, Tensor?> Values { get; } = [];

    /// <summary>Why the types of some values are unknown.</summary>
    public Dictionary<string, string> Reasons { get; } = [];

    /// <summary>Declared types.</summary>
    public Dictionary<string, ValueKind> Declared { get; } = [];

    /// <summary>The versions of the operators of each domain.</summary>
    public required IReadOnlyDictionary<string, int> Opsets { get; init; }

    /// <summary>What a function was called with; null outside of functions.</summary>
    public IReadOnlyDictionary<string, AttributeProto>? Arguments { get; init; }

    /// <summary>What the function's other attributes are; null is one that has no value.</summary>
    public IReadOnlyDictionary<string, AttributeProto?> Defaults { get; init; } = new Dictionary<string, AttributeProto?>();

    /// <summary>What is put before the names of nodes and values.</summary>
    public string Prefix { get; init; } = "";

    /// <summary>
    /// What names mean around the body of a loop or a branch, or where nodes are written down once more; null of other scopes.
    /// </summary>
    public Scope? Outer { get; init; }

    /// <summary>How many functions deep this is.</summary>
    public int Depth { get; init; }
}
