using Bantam.Tensors;

namespace Bantam.Operators.Convolution;

/// <summary>The order of the axes of images: ONNX' [N, C, spatial axes…] or, inside plans, [N, spatial axes…, C].</summary>
/// <param name="Rank">Spatial axes: one of signals, two of pictures, three of volumes.</param>
/// <param name="ChannelsLast">Whether the channels are the last axis.</param>
public readonly record struct ImageLayout(int Rank, bool ChannelsLast)
{
    /// <summary>The axis of the channels.</summary>
    public int Channels => ChannelsLast ? Rank + 1 : 1;

    /// <summary>The first spatial axis; the others follow it.</summary>
    public int First => ChannelsLast ? 1 : 2;

    /// <summary>The spatial axes.</summary>
    public IEnumerable<int> Spatial => Enumerable.Range(First, Rank);

    /// <summary>The shape of an image in this layout.</summary>
    public Shape Image(Dimension batch, Dimension channels, IEnumerable<Dimension> spatial) =>
        ChannelsLast ? new Shape([batch, .. spatial, channels]) : new Shape([batch, channels, .. spatial]);

    /// <summary>The spatial sizes of an image.</summary>
    public Ints Sizes(Shape image) => Ints.From(Spatial.Select(axis => image[axis].Size));

    /// <summary>Says whether a tensor can be an image of this layout.</summary>
    /// <exception cref="ShapeException">It has more or fewer axes.</exception>
    public void Check(Shape image, string what)
    {
        if (image.Rank != Rank + 2)
            throw new ShapeException($"{what} over {Rank} axes takes images of rank {Rank + 2}; this one is {image}.");
    }
}
