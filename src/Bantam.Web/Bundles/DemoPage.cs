using System.Buffers.Binary;

namespace Bantam.Web.Bundles;

/// <summary>
/// The page <em>Draw a digit</em>: for a bundle of a model from <c>image</c> (UInt8, 28 x 28) to <c>probabilities</c> of the ten
/// digits and some free classes, whose training step takes <c>image</c> and <c>label</c> (Int32) in batches of 16.
/// </summary>
public static class DemoPage
{
    /// <summary>The file with digits that training in the page repeats: see <c>training.js</c>.</summary>
    private const string ReplayFile = "replay.bin";

    /// <summary>The batch size that the page trains with.</summary>
    public const int BatchSize = 16;

    /// <summary>The page's files, for <see cref="BundleOptions.Files"/>.</summary>
    /// <param name="replay">Images of digits, 784 bytes each, that learning a symbol must not make it forget.</param>
    /// <param name="labels">The digit of each image.</param>
    /// <exception cref="ArgumentException">There are not as many labels as images.</exception>
    public static IReadOnlyDictionary<string, ReadOnlyMemory<byte>> Files(ReadOnlySpan<byte> replay, ReadOnlySpan<byte> labels)
    {
        const int pixels = 28 * 28;
        if (replay.Length != labels.Length * pixels)
            throw new ArgumentException(
                $"An image has {pixels} bytes and one label; there are {replay.Length} bytes and {labels.Length} labels.");
        var files = PageFiles.Read("demo", isMinified: false);
        var count = new byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(count, labels.Length);
        files[ReplayFile] = (byte[])[.. count, .. replay, .. labels];
        return files;
    }
}
