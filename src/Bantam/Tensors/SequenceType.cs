namespace Bantam.Tensors;

/// <summary>A list of any length of tensors with one element type.</summary>
/// <param name="Element">The type of their elements.</param>
/// <param name="Shape">
/// What their shapes have in common, <see cref="Any"/> where sizes differ; null where not even the number of axes is known.
/// </param>
public sealed record SequenceType(ElementType Element, Shape? Shape) : ValueKind
{
    /// <summary>A size that differs from item to item.</summary>
    public static Dimension Any { get; } = "?";

    /// <summary>Whether it is known to have no item, so that those that come into it decide about shapes.</summary>
    public bool IsEmpty { get; private init; }

    /// <summary>The type of a sequence without items.</summary>
    public static SequenceType Empty(ElementType element) => new(element, null) { IsEmpty = true };

    /// <summary>The type with one more item.</summary>
    /// <exception cref="ShapeException">The item has another element type.</exception>
    public SequenceType With(TensorType item) => item.Element == Element ? Or(new SequenceType(Element, item.Shape))
        : throw new ShapeException($"the tensors of a sequence have one element type, here {Element}; this one is {item}.");

    /// <summary>The type of an item.</summary>
    /// <param name="unknown">Makes a name for a size that is not the same in all items.</param>
    /// <exception cref="UnknownShapeException">Not even the number of its axes is known.</exception>
    public TensorType Item(Func<Dimension> unknown) => Shape is { } shape
        ? new TensorType(Element, new Shape(shape.Select(d => d == Any ? unknown() : d)))
        : throw new UnknownShapeException(
            IsEmpty ? "the sequence has no items whose shapes say what comes out of it."
                : "the tensors of the sequence have shapes of which not even the number of axes is known.");

    /// <summary>The type with no names of sizes, which mean something else in each round of a loop.</summary>
    internal SequenceType WithoutNames() =>
        Shape is null ? this : this with { Shape = new Shape(Shape.Select(d => d.IsKnown ? d : Any)) };

    /// <summary>The type of what is this or another of the same elements.</summary>
    internal SequenceType Or(SequenceType other)
    {
        if (IsEmpty) return other;
        if (other.IsEmpty) return this;
        if (Shape is not { } a || other.Shape is not { } b || a.Rank != b.Rank) return new SequenceType(Element, null);
        return this with { Shape = new Shape(a.Zip(b).Select(d => d.First == d.Second ? d.First : Any)) };
    }

    /// <inheritdoc/>
    public override SequenceType Bind(IReadOnlyDictionary<string, int> names) =>
        Shape is null ? this : this with { Shape = Shape.Bind(names) };

    /// <inheritdoc/>
    public override bool Takes(ValueKind given) => given is SequenceType other && other.Element == Element
        && (other.IsEmpty || (!IsEmpty && (Shape is null || other.Shape is null || Shape.Fits(other.Shape))));

    /// <inheritdoc/>
    public override string ToString() => $"Sequence({Element}{Shape})";
}
