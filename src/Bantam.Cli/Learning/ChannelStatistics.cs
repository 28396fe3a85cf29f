using Bantam.Training.Data;

namespace Bantam.Cli.Learning;

/// <summary>Mean and variance of each channel of pictures, whose pixels are 0 to 255.</summary>
internal static class ChannelStatistics
{
    /// <summary>More pictures than these do not change the numbers much.</summary>
    private const int Most = 4000;

    /// <summary>The numbers of up to some thousand samples, evenly among all.</summary>
    /// <param name="samples">The samples; their first field is the picture, bytes [height, width, channels].</param>
    public static (float[] Means, float[] Variances) Of(IDataset samples)
    {
        var field = samples.Fields[0];
        var channels = field.Shape[2].Size;
        var count = Math.Min(Most, samples.Count);
        var (sums, squares) = (new long[channels], new long[channels]);
        var pixels = new byte[field.Bytes];
        for (var i = 0; i < count; i++)
        {
            samples.Read((int)((long)samples.Count * i / count), 0, pixels);
            for (var at = 0; at < pixels.Length; at++)
            {
                sums[at % channels] += pixels[at];
                squares[at % channels] += pixels[at] * pixels[at];
            }
        }

        var pixelCount = Math.Max((double)count * pixels.Length / channels, 1);
        var means = Array.ConvertAll(sums, sum => sum / pixelCount);
        return (
            Array.ConvertAll(means, mean => (float)mean),
            [.. means.Select((mean, c) => (float)Math.Max((squares[c] / pixelCount) - (mean * mean), 1))]);
    }
}
