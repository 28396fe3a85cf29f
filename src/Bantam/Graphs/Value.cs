using System.Diagnostics;
using Bantam.Tensors;

namespace Bantam.Graphs;

/// <summary>A tensor of a graph, or a sequence or an optional: an input, a constant, a variable, or what a node computes.</summary>
[DebuggerDisplay("{Name}: {Kind}")]
public sealed class Value
{
    internal Value(string name, ValueKind kind)
    {
        Name = name;
        Kind = kind;
    }

    /// <summary>Its name, unique in the graph.</summary>
    public string Name { get; internal set; }

    /// <summary>What it is: its element type and shape, or which sequence or optional.</summary>
    public ValueKind Kind { get; }

    /// <summary>Its element type and shape.</summary>
    /// <exception cref="ShapeException">It is a sequence or an optional.</exception>
    public TensorType Type => Kind as TensorType ?? throw new ShapeException($"'{Name}' is a {Kind}, and no tensor.");

    /// <summary>The node that computes it; null of inputs, constants and variables.</summary>
    public Node? Producer { get; internal set; }

    /// <summary>Which of its producer's outputs it is.</summary>
    public int OutputIndex { get; internal init; }

    /// <summary>Its elements, where they are known when the graph is made.</summary>
    public Tensor? Constant { get; internal init; }

    /// <summary>
    /// Its elements as expressions of named dimensions, where it is a small tensor of integers that is computed from shapes and becomes
    /// a constant when those are bound.
    /// </summary>
    public IReadOnlyList<Dimension>? Elements { get; internal init; }

    /// <summary>The variable that it reads.</summary>
    public Variable? Variable { get; internal init; }

    /// <summary>Whether it is given when the graph runs.</summary>
    public bool IsInput => Producer is null && Constant is null && Variable is null;

    /// <inheritdoc/>
    public override string ToString() => $"{Name}: {Kind}";
}
