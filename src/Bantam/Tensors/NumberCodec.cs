using System.Globalization;
using System.Numerics;
using System.Runtime.InteropServices;

namespace Bantam.Tensors;

/// <summary>Elements that are a number type of .NET.</summary>
internal sealed class NumberCodec<TElement>(bool isFloating) : ElementCodec where TElement : unmanaged, INumberBase<TElement>
{
    /// <inheritdoc/>
    public override void Read<T>(ReadOnlySpan<byte> bytes, Span<T> numbers)
    {
        var elements = MemoryMarshal.Cast<byte, TElement>(bytes);
        for (var i = 0; i < numbers.Length; i++) numbers[i] = T.CreateTruncating(elements[i]);
    }

    /// <inheritdoc/>
    public override void Write<T>(ReadOnlySpan<T> numbers, Span<byte> bytes)
    {
        var elements = MemoryMarshal.Cast<byte, TElement>(bytes);
        if (typeof(T) == typeof(double) && !isFloating)
            for (var i = 0; i < numbers.Length; i++) elements[i] = Whole<TElement>(double.CreateTruncating(numbers[i]));
        else if (typeof(T) == typeof(double) || typeof(TElement) == typeof(double) || !isFloating)
            for (var i = 0; i < numbers.Length; i++) elements[i] = TElement.CreateTruncating(numbers[i]);
        else
            for (var i = 0; i < numbers.Length; i++) elements[i] = TElement.CreateTruncating(Odd(numbers[i]));
    }

    /// <inheritdoc/>
    public override string Text(ReadOnlySpan<byte> bytes, int index) =>
        MemoryMarshal.Cast<byte, TElement>(bytes)[index].ToString(isFloating ? "G6" : null, CultureInfo.InvariantCulture);
}
