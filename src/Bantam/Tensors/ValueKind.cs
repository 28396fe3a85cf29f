namespace Bantam.Tensors;

/// <summary>What a value is: a tensor, a sequence of tensors, or an optional, which may be empty.</summary>
public abstract record ValueKind
{
    /// <summary>Whether nothing is known.</summary>
    public bool IsUnknown => ReferenceEquals(this, TensorType.Unknown);

    /// <summary>The kind with names of dimensions replaced by numbers where they are bound.</summary>
    /// <exception cref="ShapeException">A dimension becomes negative.</exception>
    public abstract ValueKind Bind(IReadOnlyDictionary<string, int> names);

    /// <summary>Whether a value of a kind may be given where this one is asked for. Names of dimensions may stand for any number.</summary>
    public abstract bool Takes(ValueKind given);

    /// <summary>The kind of what is one of two kinds; null where there is none.</summary>
    /// <param name="a">One.</param>
    /// <param name="b">The other.</param>
    /// <param name="unknown">Makes a name for a dimension of a tensor that is one number or another.</param>
    internal static ValueKind? Common(ValueKind a, ValueKind b, Func<Dimension> unknown)
    {
        if (a is TensorType x && b is TensorType y)
            return x.Element != y.Element || x.Shape.Rank != y.Shape.Rank ? null
                : x with { Shape = new Shape(x.Shape.Zip(y.Shape).Select(d => AreEqual(d.First, d.Second) ? d.First : unknown())) };
        if (a is SequenceType one && b is SequenceType other) return one.Element == other.Element ? one.Or(other) : null;
        if (a is not OptionalType && b is not OptionalType) return null;
        return Common(Inside(a), Inside(b), unknown) is { } of ? new OptionalType(of) : null;

        // While a graph is planned for some sizes, a name and a number may be known to be equal.
        static bool AreEqual(Dimension one, Dimension other) => one == other || (one - other).Is(0);

        static ValueKind Inside(ValueKind kind) => kind is OptionalType optional ? optional.Of : kind;
    }
}
