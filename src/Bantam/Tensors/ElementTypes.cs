namespace Bantam.Tensors;

/// <summary>Facts about element types.</summary>
public static class ElementTypes
{
    /// <summary>The bytes that one element takes.</summary>
    public static int Size(this ElementType type) => type switch
    {
        ElementType.Double or ElementType.Int64 => 8,
        ElementType.Float or ElementType.Int32 => 4,
        _ => 1,
    };

    /// <summary>True for types that hold fractions, which are the ones gradients flow through.</summary>
    public static bool IsFloating(this ElementType type) => type is ElementType.Float or ElementType.Double;

    /// <summary>The element type that holds <typeparamref name="T"/>.</summary>
    /// <exception cref="NotSupportedException">No element type holds it.</exception>
    public static ElementType Of<T>() where T : unmanaged =>
        typeof(T) == typeof(float) ? ElementType.Float :
        typeof(T) == typeof(double) ? ElementType.Double :
        typeof(T) == typeof(sbyte) ? ElementType.Int8 :
        typeof(T) == typeof(byte) ? ElementType.UInt8 :
        typeof(T) == typeof(int) ? ElementType.Int32 :
        typeof(T) == typeof(long) ? ElementType.Int64 :
        typeof(T) == typeof(bool) ? ElementType.Bool :
        throw new NotSupportedException($"Tensors do not hold {typeof(T).Name}; use float, double, sbyte, byte, int, long or bool.");
}
