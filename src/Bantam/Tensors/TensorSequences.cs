using Bantam.Operators.Sequences;

namespace Bantam.Tensors;

/// <content>What holds tensors and is none: sequences, and optionals that are empty.</content>
public sealed partial class Tensor
{
    /// <summary>A value that holds these tensors, or none.</summary>
    internal Tensor(ValueKind kind, IReadOnlyList<Tensor> items)
    {
        Kind = kind;
        _storage = items;
    }

    /// <summary>The tensors of a sequence.</summary>
    /// <exception cref="InvalidOperationException">It is symbolic, or no sequence.</exception>
    public IReadOnlyList<Tensor> Items => Kind is SequenceType && _storage is IReadOnlyList<Tensor> items ? items
        : throw new InvalidOperationException(
            IsSymbolic ? $"'{Value!.Name}' is symbolic: it gets its items when the graph runs." : $"A {Kind} is no sequence.");

    /// <summary>Whether it is an optional that holds nothing.</summary>
    public bool IsEmptyOptional => Kind is OptionalType && !IsSymbolic;

    /// <summary>A sequence of one tensor or more.</summary>
    /// <exception cref="ShapeException">Their element types differ.</exception>
    public static Tensor Sequence(params IReadOnlyList<Tensor> items) => new SequenceConstruct().ApplyOne(items);

    /// <summary>A sequence without tensors.</summary>
    public static Tensor EmptySequence(ElementType element) => new(SequenceType.Empty(element), []);

    /// <summary>An optional that holds nothing.</summary>
    /// <param name="of">What it would hold.</param>
    public static Tensor EmptyOptional(ValueKind of) => new(new OptionalType(of), []);
}
