namespace Bantam.Tensors;

/// <summary>What is known of an element type: a row of the table in <see cref="ElementTypes"/>.</summary>
/// <param name="Type">The type.</param>
/// <param name="Kind">What sort of values it has.</param>
/// <param name="Bits">How many bits an element takes in memory; those below 8 are packed, the first element lowest. 0 of texts.</param>
public sealed record ElementInfo(ElementType Type, ElementKind Kind, int Bits)
{
    /// <summary>Its name in NumPy and in JavaScript's type names, such as <c>float32</c>.</summary>
    public string Name { get; init; } = Type.ToString().ToLowerInvariant();

    /// <summary>The .NET type with the same bits; null where .NET has none.</summary>
    public Type? ClrType { get; init; }

    /// <summary>How NumPy's files name it; null where they do not.</summary>
    public string? NumPyDescriptor { get; init; }

    /// <summary>How safetensors files name it; null where they do not.</summary>
    public string? SafetensorsName { get; init; }

    /// <summary>
    /// Whether kernels compute with it. Where they do not, plans run the nodes that compute with it by reference, on .NET only.
    /// </summary>
    public bool HasKernels { get; init; }

    /// <summary>Whether kernels move its elements: they have units of one, two and four bytes.</summary>
    public bool CanBeMoved => Bits is 8 or 16 || (Bits > 0 && Bits % 32 == 0);

    /// <summary>Whether it holds whole numbers.</summary>
    public bool IsInteger => Kind is ElementKind.Signed or ElementKind.Unsigned;

    /// <summary>The least of its whole numbers; 0 where it holds none.</summary>
    public Int128 Least => Kind == ElementKind.Signed ? -(Int128.One << (Bits - 1)) : 0;

    /// <summary>The largest of its whole numbers; 0 where it holds none, 1 of truth values.</summary>
    public Int128 Most => Kind switch
    {
        ElementKind.Signed => (Int128.One << (Bits - 1)) - 1,
        ElementKind.Unsigned => (Int128.One << Bits) - 1,
        ElementKind.Truth => 1,
        _ => 0,
    };

    /// <summary>How its elements are read, written and printed.</summary>
    internal ElementCodec Codec { get; init; } = new TextCodec();
}
