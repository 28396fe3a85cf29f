namespace Bantam.Tensors;

/// <summary>A dimension of a shape: a number, or a name such as <c>batch</c> that is bound to a number when a graph is planned.</summary>
public readonly record struct Dimension
{
    private readonly int _size;

    private Dimension(int size, string? name)
    {
        _size = size;
        Name = name;
    }

    /// <summary>The number.</summary>
    /// <exception cref="UnknownShapeException">It is a name that is not bound yet.</exception>
    public int Size => Name is null ? _size : throw new UnknownShapeException($"the dimension '{Name}' is not bound to a number yet.");

    /// <summary>The name; null of a number.</summary>
    public string? Name { get; }

    /// <summary>Whether it is a number.</summary>
    public bool IsKnown => Name is null;

    /// <summary>A number.</summary>
    /// <exception cref="ShapeException">It is negative.</exception>
    public static implicit operator Dimension(int size) => size >= 0 ? new(size, null) : throw new ShapeException($"A dimension is a number from 0 on; this one is {size}.");

    /// <summary>A name.</summary>
    public static implicit operator Dimension(string name) => new(-1, name);

    /// <inheritdoc/>
    public override string ToString() => Name ?? _size.ToString();
}
