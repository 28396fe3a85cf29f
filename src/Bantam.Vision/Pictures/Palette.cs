namespace Bantam.Vision;

/// <summary>Colours of classes that can be told apart.</summary>
public static class Palette
{
    /// <summary>Neighbours of the golden ratio are far from each other on the circle of hues, however many there are.</summary>
    private const double HueStep = 0.618033988749895;

    /// <summary>The first ones differ for most kinds of colour blindness too (Okabe and Ito 2008).</summary>
    private static readonly Rgb[] First =
    [
        new(230, 159, 0), new(86, 180, 233), new(0, 158, 115), new(240, 228, 66), new(0, 114, 178), new(213, 94, 0), new(204, 121, 167),
    ];

    /// <summary>The colour of a class.</summary>
    /// <param name="index">Its number, from 0 on.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number is negative.</exception>
    public static Rgb Of(int index)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        if (index < First.Length) return First[index];
        var step = index - First.Length;
        return OfHue(step * HueStep % 1, step % 2 == 0 ? 0.95 : 0.65);
    }

    private static Rgb OfHue(double hue, double value)
    {
        return new Rgb(Channel(5), Channel(3), Channel(1));

        byte Channel(double offset)
        {
            var k = (offset + (hue * 6)) % 6;
            return (byte)(255 * value * (1 - (0.75 * Math.Clamp(Math.Min(k, 4 - k), 0, 1))));
        }
    }
}
