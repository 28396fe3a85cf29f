using System.Globalization;
using System.Numerics;
using System.Runtime.InteropServices;

namespace Bantam.Tensors;

/// <summary>Complex numbers: they are moved and printed; no operator computes with them.</summary>
internal sealed class ComplexCodec<TPart> : ElementCodec where TPart : unmanaged, INumberBase<TPart>
{
    /// <inheritdoc/>
    public override void Read<T>(ReadOnlySpan<byte> bytes, Span<T> numbers) => throw Refusal();

    /// <inheritdoc/>
    public override void Write<T>(ReadOnlySpan<T> numbers, Span<byte> bytes) => throw Refusal();

    /// <inheritdoc/>
    public override string Text(ReadOnlySpan<byte> bytes, int index)
    {
        var parts = MemoryMarshal.Cast<byte, TPart>(bytes);
        return string.Create(CultureInfo.InvariantCulture, $"({parts[2 * index]:G6}, {parts[(2 * index) + 1]:G6})");
    }

    private static NotSupportedException Refusal() =>
        new("Complex numbers are moved, and no operator computes with them; split them into parts.");
}
