using Bantam.Training.Data;

namespace Bantam.Cli.Demo;

/// <summary>Digits that the page mixes into its lessons, so that the network does not forget them.</summary>
internal static class Replay
{
    private const int OfEach = 32;

    /// <summary>The first images of each digit, one after the other, and their labels.</summary>
    public static (byte[] Images, byte[] Labels) Choose(ArrayDataset training)
    {
        var labels = training[1].Bytes;
        var pixels = training.Fields[0].Bytes;
        var counts = new int[byte.MaxValue + 1];
        var chosen = new List<int>();
        for (var i = 0; i < labels.Length; i++)
            if (counts[labels[i]]++ < OfEach)
                chosen.Add(i);

        var images = new byte[chosen.Count * pixels];
        for (var i = 0; i < chosen.Count; i++) training[0].Bytes.Slice(chosen[i] * pixels, pixels).CopyTo(images.AsSpan(i * pixels));
        return (images, [.. chosen.Select(i => training[1].Bytes[i])]);
    }
}
