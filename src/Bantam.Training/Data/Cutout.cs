using Bantam.Training.Randomness;

namespace Bantam.Training.Data;

/// <summary>
/// A square of zeros somewhere in the picture, of which a part may lie outside (T. DeVries and G. Taylor, "Improved regularization of
/// convolutional neural networks with Cutout", 2017).
/// </summary>
/// <param name="size">Its side in pixels, 1 or more.</param>
/// <exception cref="ArgumentOutOfRangeException">The number is below 1.</exception>
public sealed class Cutout(int size) : ImageAugmentation
{
    private readonly int _size = Hyperparameter.AtLeast(1, size, nameof(size));

    /// <inheritdoc/>
    public override void Apply(Span<byte> pixels, PixelLayout layout, ref RandomStream random)
    {
        var (top, left) = (random.NextInteger(layout.Height) - (_size / 2), random.NextInteger(layout.Width) - (_size / 2));
        var (first, last) = (Math.Max(left, 0), Math.Min(left + _size, layout.Width));
        for (var y = Math.Max(top, 0); y < Math.Min(top + _size, layout.Height); y++)
            pixels.Slice((y * layout.RowBytes) + (first * layout.PixelBytes), (last - first) * layout.PixelBytes).Clear();
    }
}
