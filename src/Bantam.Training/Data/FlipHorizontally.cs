using Bantam.Training.Randomness;

namespace Bantam.Training.Data;

/// <summary>The picture as a mirror shows it, with a probability of a half.</summary>
public sealed class FlipHorizontally : ImageAugmentation
{
    /// <inheritdoc/>
    public override void Apply(Span<byte> pixels, PixelLayout layout, ref RandomStream random)
    {
        if (random.NextInteger(2) == 1) Mirror(pixels, layout);
    }

    /// <summary>Makes a picture that which a mirror shows.</summary>
    /// <param name="pixels">The picture.</param>
    /// <param name="layout">How it lies there.</param>
    public static void Mirror(Span<byte> pixels, PixelLayout layout)
    {
        for (var y = 0; y < layout.Height; y++)
        {
            // A row whose bytes are reversed has its pixels in the other order, and in each the bytes of its channels.
            var row = pixels.Slice(y * layout.RowBytes, layout.RowBytes);
            row.Reverse();
            for (var x = 0; x < layout.RowBytes; x += layout.PixelBytes) row.Slice(x, layout.PixelBytes).Reverse();
        }
    }
}
