namespace Bantam.Training.Layers;

/// <summary>
/// What a window does at the edges of an image: <see cref="Valid"/>, <see cref="Same"/>, or as many pixels on both sides as a number
/// says, as in <c>new Conv2D(64, 7, strides: 2, padding: 3)</c>, or one for the height and one for the width. A convolution is padded
/// with zeros; pooling leaves padding out.
/// </summary>
public readonly record struct Padding
{
    private readonly Size2D _size;
    private readonly bool _isSame;

    private Padding(Size2D size, bool isSame) => (_size, _isSame) = (size, isSame);

    /// <summary>It stays inside.</summary>
    public static Padding Valid => default;

    /// <summary>
    /// The image is padded so that the output has ⌈size / stride⌉ pixels; where the padding is odd, the extra one is at the end.
    /// </summary>
    public static Padding Same { get; } = new(default, isSame: true);

    /// <summary>As many pixels on each side.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is negative.</exception>
    public static implicit operator Padding(int size) => new((Size2D)Hyperparameter.AtLeast(0, size, "padding"), isSame: false);

    /// <summary>As many pixels above and below, and left and right.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A number is negative.</exception>
    public static implicit operator Padding((int Height, int Width) sizes) => new(
        (Hyperparameter.AtLeast(0, sizes.Height, "padding"), Hyperparameter.AtLeast(0, sizes.Width, "padding")), isSame: false);

    /// <summary>Pixels before and after an axis of an image, 0 the height and 1 the width.</summary>
    internal (int Before, int After) Along(int axis, int size, int kernel, int stride, int dilation)
    {
        var both = axis == 0 ? _size.Height : _size.Width;
        if (!_isSame) return (both, both);
        var output = (size + stride - 1) / stride;
        var total = Math.Max(((output - 1) * stride) + ((kernel - 1) * dilation) + 1 - size, 0);
        return (total / 2, total - (total / 2));
    }
}
