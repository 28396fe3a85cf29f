using Bantam.Operators.Pooling;
using Bantam.Tensors;

namespace Bantam.Lowering.Rules;

/// <summary>What pooling and its gradient share.</summary>
internal static class PoolCalls
{
    /// <summary>Whether the kernels walk pooling with these attributes.</summary>
    public static bool Walks(PoolAttributes attributes) =>
        attributes is { ChannelsLast: true, CeilMode: false } && attributes.Pads.All(p => p == 0);

    /// <summary>Kernels have two spatial axes at least: signals are images of height 1.</summary>
    public static PoolAttributes Flat(PoolAttributes attributes) =>
        attributes.Rank > 1 ? attributes
            : attributes with
            {
                Kernel = [1, .. attributes.Kernel],
                Strides = [1, .. attributes.Strides],
                Pads = [0, 0, 0, 0],
                Dilations = attributes.Dilations is { } dilations ? [1, .. dilations] : null,
            };

    /// <summary>The sizes of an image, channels last; those of a signal with height 1.</summary>
    public static Dimension[] Flat(Shape image) => image.Rank > 3 ? [.. image] : [image[0], 1, .. image.Skip(1)];

    /// <summary>The strides of such an image.</summary>
    public static Dimension[] FlatStrides(Dimension[] strides) => strides.Length > 3 ? strides : [strides[0], .. strides];
}
