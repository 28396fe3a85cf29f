using System.Diagnostics;
using Bantam.Tensors;

namespace Bantam.Graphs;

/// <summary>A tensor of a graph: an input, a constant, a variable, or what a node computes.</summary>
[DebuggerDisplay("{Name}: {Type}")]
public sealed class Value
{
    internal Value(string name, TensorType type)
    {
        Name = name;
        Type = type;
    }

    /// <summary>Its name, unique in the graph.</summary>
    public string Name { get; internal set; }

    /// <summary>Its element type and shape.</summary>
    public TensorType Type { get; }

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
    public override string ToString() => $"{Name}: {Type}";
}
