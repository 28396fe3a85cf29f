using Bantam.Tensors;

namespace Bantam.Training.Layers;

/// <summary>Zeros around images: [batch, height, width, channels] → [batch, height′, width′, channels].</summary>
public sealed class ZeroPadding2D : Layer
{
    private readonly (int Before, int After) _height;
    private readonly (int Before, int After) _width;

    /// <summary>The same on both sides.</summary>
    /// <param name="padding">Pixels above and below, and left and right; 1 by default.</param>
    /// <param name="name">The layer's name.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is negative.</exception>
    public ZeroPadding2D(Size2D? padding = null, string? name = null)
        : this(Both((padding ?? 1).Height), Both((padding ?? 1).Width), name)
    {
    }

    /// <summary>A number for each side.</summary>
    /// <param name="height">Pixels above and below.</param>
    /// <param name="width">Pixels left and right.</param>
    /// <param name="name">The layer's name.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is negative.</exception>
    public ZeroPadding2D((int Top, int Bottom) height, (int Left, int Right) width, string? name = null)
        : base(name) => (_height, _width) = (Images.Margins(height, nameof(height)), Images.Margins(width, nameof(width)));

    /// <inheritdoc/>
    protected override Tensor Call(Tensor input, CallContext context)
    {
        Images.Check(input.Shape);
        return input.Pad([0, _height.Before, _width.Before, 0], [0, _height.After, _width.After, 0]);
    }

    private static (int Before, int After) Both(int size) => (size, size);
}
