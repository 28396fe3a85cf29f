using Bantam.Operators.Convolution;
using Bantam.Tensors;

namespace Bantam.Lowering.Rules;

/// <summary>How a convolution steps through a channels-last image: dimensions, and the elements between neighbours along each.</summary>
/// <param name="Sizes">The dimensions.</param>
/// <param name="Strides">The strides.</param>
internal sealed record Patches(IReadOnlyList<Dimension> Sizes, IReadOnlyList<Dimension> Strides)
{
    /// <summary>How many places there are.</summary>
    public Dimension Count => Sizes.Aggregate((Dimension)1, (count, size) => count * size);

    /// <summary>Whether all places lie at one distance.</summary>
    public bool IsLine => Broadcasting.Collapse([.. Sizes], [[.. Strides]]).Sizes.Length == 1;

    /// <summary>From output pixel to output pixel.</summary>
    public static Patches Pixels(ConvolutionAttributes attributes, Dimension[] steps, Shape output)
    {
        return new([.. output.SkipLast(1)], [steps[0], .. attributes.Strides.Select((stride, axis) => stride * steps[axis + 1])]);
    }

    /// <summary>From tap to tap of a window, and from channel to channel: without dilation the taps of a line are one run.</summary>
    public static Patches Taps(ConvolutionAttributes attributes, Dimension[] steps, Shape weights, Dimension channels)
    {
        Dimension[] steppings = [.. attributes.Dilations.Select((dilation, axis) => dilation * steps[axis + 1]), 1];
        var (sizes, strides) = Broadcasting.Collapse([.. weights.SkipLast(2), channels], [steppings]);

        // The innermost loop counts by its stride, which a single tap has not.
        return new(sizes, [.. strides[0][..^1], strides[0][^1] == 0 ? 1 : strides[0][^1]]);
    }

    /// <summary>The same with dimensions of size 1 behind the first one, which is blocked, and before the last, which is a run.</summary>
    public Patches Padded(int dimensions) => new(Padded(Sizes, dimensions, 1), Padded(Strides, dimensions, 0));

    /// <summary>The strides of another tensor along the same dimensions.</summary>
    public static IReadOnlyList<Dimension> Padded(IReadOnlyList<Dimension> along, int dimensions, Dimension missing)
    {
        var padded = along.ToList();
        while (padded.Count < dimensions) padded.Insert(Math.Min(1, padded.Count - 1), missing);
        return padded;
    }
}
