namespace Bantam.Tensors;

/// <summary>Texts, which lie in no bytes: they are moved and compared.</summary>
internal sealed class TextCodec : ElementCodec
{
    /// <inheritdoc/>
    public override void Read<T>(ReadOnlySpan<byte> bytes, Span<T> numbers) => throw Refusal();

    /// <inheritdoc/>
    public override void Write<T>(ReadOnlySpan<T> numbers, Span<byte> bytes) => throw Refusal();

    /// <inheritdoc/>
    public override string Text(ReadOnlySpan<byte> bytes, int index) => throw Refusal();

    private static NotSupportedException Refusal() => new("Texts are no numbers; cast them first.");
}
