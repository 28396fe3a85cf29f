using System.Buffers;
using Bantam.Training.Randomness;

namespace Bantam.Training.Data;

/// <summary>
/// A part of the picture's own size, cut at random from it between zeros: each picture moves by up to <paramref name="padding"/> pixels
/// along both axes, as torchvision's <c>RandomCrop(size, padding)</c> does it (and section 4.2 of K. He et al., 2015).
/// </summary>
/// <param name="padding">The zeros on each side in pixels, 0 or more.</param>
/// <exception cref="ArgumentOutOfRangeException">The number is below 0.</exception>
public sealed class PadAndCrop(int padding = 4) : ImageAugmentation
{
    private readonly int _padding = Hyperparameter.AtLeast(0, padding, nameof(padding));

    /// <inheritdoc/>
    public override void Apply(Span<byte> pixels, PixelLayout layout, ref RandomStream random)
    {
        var (down, right) = (Offset(ref random), Offset(ref random));
        if (down == 0 && right == 0) return;
        var copy = ArrayPool<byte>.Shared.Rent(pixels.Length);
        pixels.CopyTo(copy);
        pixels.Clear();
        var columns = layout.Width - Math.Abs(right);
        for (var y = Math.Max(-down, 0); y < Math.Min(layout.Height - down, layout.Height) && columns > 0; y++)
        {
            var to = (y * layout.RowBytes) + (Math.Max(-right, 0) * layout.PixelBytes);
            var from = ((y + down) * layout.RowBytes) + (Math.Max(right, 0) * layout.PixelBytes);
            copy.AsSpan(from, columns * layout.PixelBytes).CopyTo(pixels[to..]);
        }

        ArrayPool<byte>.Shared.Return(copy);
    }

    private int Offset(ref RandomStream random) => random.NextInteger((2 * _padding) + 1) - _padding;
}
