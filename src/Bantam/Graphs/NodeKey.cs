using Bantam.Operators;

namespace Bantam.Graphs;

/// <summary>What makes two nodes equal: the same operator on the same values.</summary>
internal sealed class NodeKey(Operator op, IReadOnlyList<Value?> inputs) : IEquatable<NodeKey>
{
    private readonly int _hash = inputs.Aggregate(op.GetHashCode(), HashCode.Combine);
    private readonly Operator _operator = op;
    private readonly IReadOnlyList<Value?> _inputs = inputs;

    /// <inheritdoc/>
    public bool Equals(NodeKey? other) =>
        other is not null && _hash == other._hash && _operator.Equals(other._operator) && _inputs.SequenceEqual(other._inputs);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as NodeKey);

    /// <inheritdoc/>
    public override int GetHashCode() => _hash;
}
