using System.Buffers.Binary;
using Bantam.Training.Data;
using Bantam.Web.Bundles;

namespace Bantam.Cli.Demo;

/// <summary>The files of the page to draw in, which lie in the bundle beside the model.</summary>
internal static class DemoPage
{
    private const string Folder = "pages/demo/";
    private const string ReplayName = "replay.bin";
    private const int ReplayedOfEach = 32;

    /// <summary>The page, and digits that it mixes into its lessons so that the network does not forget them.</summary>
    public static Dictionary<string, ReadOnlyMemory<byte>> Files(ArrayDataset training)
    {
        var assembly = typeof(Bundle).Assembly;
        var files = new Dictionary<string, ReadOnlyMemory<byte>>();
        foreach (var name in assembly.GetManifestResourceNames())
        {
            // Where it was built decides which way the slashes lean.
            var path = name.Replace('\\', '/');
            if (!path.StartsWith(Folder, StringComparison.Ordinal)) continue;
            using var stream = assembly.GetManifestResourceStream(name)!;
            var bytes = new byte[stream.Length];
            stream.ReadExactly(bytes);
            files[path[Folder.Length..]] = bytes;
        }

        files[ReplayName] = Replay(training);
        return files;
    }

    /// <summary>As the page reads it: the number of images (UInt32, little-endian), the images, a label byte for each.</summary>
    private static byte[] Replay(ArrayDataset training)
    {
        var images = training[0].Bytes;
        var labels = training[1].Bytes;
        var pixels = training.Fields[0].Bytes;
        var chosen = new List<int>();
        var counts = new int[byte.MaxValue + 1];
        for (var i = 0; i < labels.Length; i++)
            if (counts[labels[i]]++ < ReplayedOfEach)
                chosen.Add(i);

        var file = new byte[sizeof(uint) + (chosen.Count * (pixels + 1))];
        BinaryPrimitives.WriteUInt32LittleEndian(file, (uint)chosen.Count);
        for (var i = 0; i < chosen.Count; i++)
        {
            images.Slice(chosen[i] * pixels, pixels).CopyTo(file.AsSpan(sizeof(uint) + (i * pixels)));
            file[sizeof(uint) + (chosen.Count * pixels) + i] = labels[chosen[i]];
        }

        return file;
    }
}
