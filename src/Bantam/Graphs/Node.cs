using System.Diagnostics;
using Bantam.Operators;

namespace Bantam.Graphs;

/// <summary>An operator applied to values.</summary>
[DebuggerDisplay("{ToString()}")]
public sealed class Node
{
    internal Node(string name, Operator op, IReadOnlyList<Value?> inputs)
    {
        Name = name;
        Operator = op;
        Inputs = inputs;
    }

    /// <summary>Its name, for people.</summary>
    public string Name { get; }

    /// <summary>What it computes.</summary>
    public Operator Operator { get; internal set; }

    /// <summary>What it computes it from; null where an optional input is absent.</summary>
    public IReadOnlyList<Value?> Inputs { get; }

    /// <summary>What comes out.</summary>
    public IReadOnlyList<Value> Outputs { get; internal set; } = [];

    /// <summary>What errors call it.</summary>
    internal string Where => $"node '{Name}' ({Operator.Name})";

    /// <inheritdoc/>
    public override string ToString() =>
        $"{string.Join(", ", Outputs)} = {Operator}({string.Join(", ", Inputs.Select(i => i?.Name ?? "-"))})";
}
