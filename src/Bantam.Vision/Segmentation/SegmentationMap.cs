using Bantam.Tensors;

namespace Bantam.Vision;

/// <summary>The likeliest class of each place of a map of scores.</summary>
internal static class SegmentationMap
{
    /// <summary>The classes, row by row, with the map's height and width; null where a tensor is no such map.</summary>
    /// <param name="scores">What the network computed.</param>
    /// <param name="axes">The order of its axes.</param>
    public static (int[] Classes, int Height, int Width)? Classes(Tensor scores, AxisOrder axes)
    {
        int[] sizes = [.. scores.Shape.Sizes];
        if (scores.Element.IsInteger())
        {
            if (sizes.Length < 2 || sizes[..^2].Any(s => s != 1)) return null;
            return (scores.Cast(ElementType.Int32).ToArray<int>(), sizes[^2], sizes[^1]);
        }

        if (!scores.Element.IsFloating() || sizes.Length is not (3 or 4) || (sizes.Length == 4 && sizes[0] != 1)) return null;
        if (sizes.Length == 4) sizes = sizes[1..];
        var (count, height, width) = axes == AxisOrder.Nchw ? (sizes[0], sizes[1], sizes[2]) : (sizes[2], sizes[0], sizes[1]);
        var numbers = scores.Cast(ElementType.Float).Span<float>();
        var (pixelStride, classStride) = axes == AxisOrder.Nchw ? (1, height * width) : (count, 1);
        var classes = new int[height * width];
        var least = count == 1 ? Threshold(numbers) : 0;
        for (var i = 0; i < classes.Length; i++)
        {
            if (count == 1)
            {
                classes[i] = numbers[i] > least ? 1 : 0;
                continue;
            }

            for (var (c, best) = (0, float.NegativeInfinity); c < count; c++)
                if (numbers[(i * pixelStride) + (c * classStride)] is var score && score > best) (classes[i], best) = (c, score);
        }

        return (classes, height, width);
    }

    /// <summary>Where a single class begins: a half of probabilities, 0 of logits.</summary>
    private static float Threshold(ReadOnlySpan<float> scores) => scores.ContainsAnyExceptInRange(0f, 1f) ? 0 : 0.5f;
}
