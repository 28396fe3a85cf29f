using Bantam.Tensors;

namespace Bantam.Training.Layers;

/// <summary>
/// What a window does at the edges of a sequence, an image or a volume: <see cref="Valid"/>, <see cref="Same"/>, <see cref="Causal"/>, or
/// as many elements on both sides as a number says, as in <c>new Conv2D(64, 7, strides: 2, padding: 3)</c>, or one number for each axis.
/// A convolution is padded with zeros; pooling leaves padding out.
/// </summary>
public readonly record struct Padding
{
    private readonly Kind _kind;
    private readonly Ints? _sizes;

    private Padding(Kind kind, Ints? sizes = null) => (_kind, _sizes) = (kind, sizes);

    private enum Kind
    {
        Numbers,
        Same,
        Causal,
    }

    /// <summary>It stays inside.</summary>
    public static Padding Valid => default;

    /// <summary>
    /// The input is padded so that the output has ⌈size / stride⌉ elements; where the padding is odd, the extra one is at the end.
    /// </summary>
    public static Padding Same { get; } = new(Kind.Same);

    /// <summary>The input of a convolution is padded at its beginning, so that no output sees what comes after it.</summary>
    public static Padding Causal { get; } = new(Kind.Causal);

    /// <summary>Whether it is <see cref="Same"/>.</summary>
    internal bool IsSame => _kind == Kind.Same;

    /// <summary>As many elements on each side.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is negative.</exception>
    public static implicit operator Padding(int size) => new(Kind.Numbers, [Hyperparameter.AtLeast(0, size, "padding")]);

    /// <summary>As many pixels above and below, and left and right.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A number is negative.</exception>
    public static implicit operator Padding((int Height, int Width) sizes) => Each(sizes.Height, sizes.Width);

    /// <summary>As many voxels on both sides of each axis.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A number is negative.</exception>
    public static implicit operator Padding((int Depth, int Height, int Width) sizes) => Each(sizes.Depth, sizes.Height, sizes.Width);

    /// <summary>Elements before and after a spatial axis, of which there are so many.</summary>
    internal (int Before, int After) Along(int axis, int rank, int size, int kernel, int stride, int dilation)
    {
        var span = ((kernel - 1) * dilation) + 1;
        if (_kind == Kind.Causal) return (span - 1, 0);
        if (_kind == Kind.Numbers)
        {
            if (_sizes is null) return (0, 0);
            if (_sizes.Count != 1 && _sizes.Count != rank)
                throw new ShapeException($"padding must be one number, or one for each of {rank} axes; it is {_sizes}.");
            return (_sizes[axis % _sizes.Count], _sizes[axis % _sizes.Count]);
        }

        var total = Math.Max(((((size + stride - 1) / stride) - 1) * stride) + span - size, 0);
        return (total / 2, total - (total / 2));
    }

    private static Padding Each(params IEnumerable<int> sizes) =>
        new(Kind.Numbers, Ints.From(sizes.Select(s => Hyperparameter.AtLeast(0, s, "padding"))));
}
