using Bantam.Tensors;

namespace Bantam.Training.Data;

/// <summary>
/// 60,000 pictures of 32 x 32 pixels in ten classes (A. Krizhevsky, 2009), in the files of its "binary version". Fields:
/// <c>image</c>, UInt8[32,32,3], and <c>label</c>, UInt8.
/// </summary>
public sealed class Cifar10
{
    private const int Side = 32, Channels = 3, Pixels = Side * Side, RecordBytes = 1 + (Channels * Pixels);
    private const string TestFile = "test_batch.bin", NamesFile = "batches.meta.txt";
    private static readonly string[] Names =
        ["airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck"];

    private readonly Lazy<ArrayDataset> _training;
    private readonly Lazy<ArrayDataset> _test;

    private Cifar10(string folder)
    {
        _training = new(() => Load([.. Directory.EnumerateFiles(folder, "data_batch_*.bin").Order(StringComparer.Ordinal)]));
        _test = new(() => Load([Path.Combine(folder, TestFile)]));
        var names = Path.Combine(folder, NamesFile);
        Classes = File.Exists(names) && File.ReadAllLines(names).Where(n => n.Length > 0).ToArray() is { Length: 10 } given ? given : Names;
    }

    /// <summary>The names of the classes.</summary>
    public IReadOnlyList<string> Classes { get; }

    /// <summary>The training samples, read on first use.</summary>
    /// <exception cref="DatasetException">A file breaks a rule.</exception>
    public ArrayDataset Training => _training.Value;

    /// <summary>The test samples, read on first use.</summary>
    /// <exception cref="DatasetException">The file breaks a rule.</exception>
    /// <exception cref="IOException">There is no such file.</exception>
    public ArrayDataset Test => _test.Value;

    /// <summary>Whether a folder has such files.</summary>
    public static bool IsIn(string folder) => Directory.Exists(folder) && Directory.EnumerateFiles(folder, "data_batch_*.bin").Any();

    /// <summary>Opens a folder with <c>data_batch_1.bin</c> and so on, and <c>test_batch.bin</c>.</summary>
    /// <exception cref="DatasetException">The folder has none of them.</exception>
    public static Cifar10 Open(string folder) => IsIn(folder) ? new Cifar10(folder)
        : throw new DatasetException(folder, "data_batch_1.bin and its like must be in it; there is none.");

    private static ArrayDataset Load(IReadOnlyList<string> files)
    {
        var records = files.Select(file => (Name: Path.GetFileName(file), Bytes: File.ReadAllBytes(file))).ToArray();
        foreach (var (name, bytes) in records)
            if (bytes.Length % RecordBytes != 0)
                throw new DatasetException(
                    name, $"pictures take {RecordBytes} bytes each; there are {bytes.Length}, which is no multiple. The file is cut off.");
        var count = records.Sum(r => r.Bytes.Length / RecordBytes);
        var images = new Tensor(new TensorType(ElementType.UInt8, Shape.Of(count, Side, Side, Channels)));
        var labels = new Tensor(new TensorType(ElementType.UInt8, Shape.Of(count)));
        var at = 0;
        foreach (var (name, bytes) in records)
            for (var start = 0; start < bytes.Length; start += RecordBytes, at++)
            {
                if (bytes[start] >= Names.Length)
                    throw new DatasetException(
                        name, $"picture {start / RecordBytes}: labels are 0 to {Names.Length - 1}; this one is {bytes[start]}.");
                labels.Bytes[at] = bytes[start];
                Interleave(bytes.AsSpan(start + 1, Channels * Pixels), images.Bytes.Slice(at * Channels * Pixels, Channels * Pixels));
            }

        return new ArrayDataset(("image", images), ("label", labels));
    }

    /// <summary>In the file a picture is three planes, red first.</summary>
    private static void Interleave(ReadOnlySpan<byte> planes, Span<byte> pixels)
    {
        for (var pixel = 0; pixel < Pixels; pixel++)
            for (var channel = 0; channel < Channels; channel++)
                pixels[(pixel * Channels) + channel] = planes[(channel * Pixels) + pixel];
    }
}
