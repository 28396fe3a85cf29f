using Bantam.Tensors;

namespace Bantam.Training.Layers;

/// <summary>
/// What layers on sequences, images and volumes share. They get [batch, spatial…, channels] and use operators on [batch, channels,
/// spatial…]; the transposes between neighbouring layers cancel when the graph is planned.
/// </summary>
internal static class Windows
{
    /// <summary>[batch, spatial…, channels] → [batch, channels, spatial…].</summary>
    public static Tensor ChannelsFirst(Tensor x, int rank)
    {
        Check(x.Shape, rank);
        return x.Transpose([0, rank + 1, .. Enumerable.Range(1, rank)]);
    }

    /// <summary>[batch, channels, spatial…] → [batch, spatial…, channels].</summary>
    public static Tensor ChannelsLast(Tensor x) => x.Transpose([0, .. Enumerable.Range(2, x.Shape.Rank - 2), 1]);

    /// <summary>Makes sure that a shape is that of sequences (1), images (2) or volumes (3).</summary>
    public static void Check(Shape shape, int rank)
    {
        if (shape.Rank != rank + 2)
            throw new ShapeException(rank switch
            {
                1 => $"sequences are [batch, steps, channels]; this is {shape}. Add an axis of size 1 for a single channel.",
                2 => $"images are [batch, height, width, channels]; this is {shape}. Add an axis of size 1 for a single channel.",
                _ => $"volumes are [batch, depth, height, width, channels]; this is {shape}. Add an axis of size 1 for a single channel.",
            });
    }

    /// <summary>The size of a window, or of its steps.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is below 1 along an axis.</exception>
    public static Ints Size(Ints size, string name) => size.All(s => s >= 1) ? size
        : throw new ArgumentOutOfRangeException(name, size, $"'{name}' must be 1 or more along each axis; it is {size}.");

    /// <summary>Elements at both ends of axes.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A number is negative.</exception>
    public static (int Before, int After)[] Margins((int Before, int After)[] margins, string name) =>
        [.. margins.Select(m => (Hyperparameter.AtLeast(0, m.Before, name), Hyperparameter.AtLeast(0, m.After, name)))];

    /// <summary>The same at both ends of each axis.</summary>
    public static (int Before, int After)[] Both(Ints sizes) => [.. sizes.Select(s => (s, s))];

    /// <summary>Elements around [batch, spatial…, channels] as operators take them: before each axis, then after each.</summary>
    public static Ints Pads(Padding padding, Shape image, Ints kernel, Ints strides, Ints dilation)
    {
        var pads = kernel.Select((k, i) => padding.Along(i, kernel.Count, image[i + 1].Size, k, strides[i], dilation[i])).ToArray();
        return Ints.From(pads.Select(p => p.Before).Concat(pads.Select(p => p.After)));
    }

    /// <summary>1 along each axis.</summary>
    public static Ints Ones(int rank) => Ints.From(Enumerable.Repeat(1, rank));
}
