using System.Runtime.CompilerServices;
using Bantam.Tensors;
using Bantam.Training.Data;

namespace Bantam.Training.Tests.Data;

/// <summary>Data sets that functions and sequences make, and views of them.</summary>
public sealed class DatasetSourceTests
{
    [Fact]
    public void A_cache_reads_each_sample_once()
    {
        var reads = 0;
        var data = Dataset.Generate(5, i =>
        {
            Interlocked.Increment(ref reads);
            return Sample(i);
        }).Cache();
        var made = reads;
        for (var epoch = 0; epoch < 3; epoch++) Assert.Equal([0, 1, 2, 3, 4], Enumerable.Range(0, 5).Select(i => Number(data, i)));
        Assert.Equal(made + 5, reads);
    }

    [Fact]
    public void A_function_changes_samples_and_may_know_the_epoch()
    {
        var doubled = Dataset.Generate(4, Sample).Map(s => [("twice", s[0] * 2f), ("label", s[1])]);
        Assert.Equal("twice: Float[2]", doubled.Fields[0].ToString());
        Assert.Equal([0, 2, 4, 6], Enumerable.Range(0, 4).Select(i => Number(doubled, i)));
        var changing = Dataset.Generate(4, (epoch, i) => Sample((10 * epoch) + i)).Map(s => [("x", s[0] + 1f), ("label", s[1])]);
        Assert.Equal([23, 24], Enumerable.Range(2, 2).Select(i => Number(changing, i, epoch: 2)));
    }

    [Fact]
    public void A_sample_of_another_kind_is_named()
    {
        var data = Dataset.Generate(3, i => [("x", Tensor.From(new float[i + 1], i + 1)), ("y", Tensor.Scalar(1f))]);
        var error = Assert.Throws<DatasetException>(() => Number(data, 1));
        Assert.Equal(
            "sample 1 > all samples are of one kind; the first is x: Float[1], y: Float[], this one x: Float[2], y: Float[].",
            error.Message);
    }

    [Fact]
    public async Task Sequences_are_collected_up_to_a_limit()
    {
        Assert.Equal(6, Number(Dataset.From(Enumerable.Range(0, 8).Select(Sample)), 6));
        var stop = TestContext.Current.CancellationToken;
        var data = await Dataset.FromAsync(Later(7, stop), cancellationToken: stop);
        Assert.Equal((7, 5), (data.Count, Number(data, 5)));
        var error = Assert.Throws<DatasetException>(() => Dataset.From(Enumerable.Range(0, int.MaxValue).Select(Sample), mostBytes: 100));
        Assert.Contains("at most 100 bytes; with this one they take 108", error.Message, StringComparison.Ordinal);
        Assert.Throws<DatasetException>(() => Dataset.From([]));
        Assert.Throws<DatasetException>(() => Dataset.Generate(0, Sample));
    }

    [Fact]
    public void Samples_may_be_chosen_by_number()
    {
        var some = Dataset.Generate(10, Sample).Subset([7, 2, 7]);
        Assert.Equal([7, 2, 7], Enumerable.Range(0, 3).Select(i => Number(some, i)));
        Assert.Throws<ArgumentOutOfRangeException>("indices", () => Dataset.Generate(10, Sample).Subset([10]));
    }

    [Fact]
    public void Classes_become_vectors()
    {
        var data = new ArrayDataset(
            ("x", new Tensor(TensorType.Float(3, 1))), ("label", Tensor.From<byte>([2, 0, 5], Shape.Of(3))));
        Assert.Equal([2, 0, 5], ClassLabels.Of(data));
        var vectors = data.OneHot(3);
        Assert.Equal("label: Float[3]", vectors.Fields[1].ToString());
        Assert.Equal([0, 0, 1], Floats(vectors, 0, 1));
        Assert.Equal([1, 0, 0], Floats(vectors, 1, 1));
        var error = Assert.Throws<DatasetException>(() => Floats(vectors, 2, 1));
        Assert.Equal("field 'label' > sample 2: labels of 3 classes are 0 to 2; this one is 5.", error.Message);
        Assert.Throws<DatasetException>(() => Dataset.Generate(1, i => [("y", Tensor.Scalar(1f))]).OneHot(2));
    }

    [Fact]
    public void Pictures_of_CIFAR_are_three_planes_in_the_file_and_pixels_here()
    {
        var folder = Directory.CreateTempSubdirectory("bantam-cifar-").FullName;
        try
        {
            File.WriteAllBytes(Path.Combine(folder, "data_batch_1.bin"), [.. Record(3), .. Record(9)]);
            File.WriteAllBytes(Path.Combine(folder, "test_batch.bin"), Record(0)[..3000]);
            var cifar = Cifar10.Open(folder);
            Assert.Equal([3, 9], ClassLabels.Of(cifar.Training));
            Assert.Equal([3, 13, 23, 4, 14, 24], cifar.Training[0].Bytes[..6].ToArray());
            Assert.Equal("cat", cifar.Classes[3]);
            Assert.Contains("3073 bytes each; there are 3000", Assert.Throws<DatasetException>(() => cifar.Test).Message,
                StringComparison.Ordinal);
            Assert.Throws<DatasetException>(() => Cifar10.Open(Path.GetTempPath() + "no-such-folder"));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }

        static byte[] Record(byte label) =>
            [label, .. Enumerable.Range(0, 3072).Select(i => (byte)(((i % 1024) + (10 * (i / 1024)) + label) % 256))];
    }

    private static IReadOnlyList<(string, Tensor)> Sample(int number) =>
        [("x", Tensor.From([number, 0f], 2)), ("label", Tensor.Scalar(number))];

    private static async IAsyncEnumerable<IReadOnlyList<(string, Tensor)>> Later(
        int count, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        for (var i = 0; i < count; i++)
        {
            await Task.Yield();
            cancellationToken.ThrowIfCancellationRequested();
            yield return Sample(i);
        }
    }

    private static float Number(IDataset data, int index, int epoch = 0) => Floats(data, index, 0, epoch)[0];

    private static float[] Floats(IDataset data, int index, int field, int epoch = 0)
    {
        var bytes = new byte[data.Fields[field].Bytes];
        data.Read(epoch, index, field, bytes);
        return System.Runtime.InteropServices.MemoryMarshal.Cast<byte, float>(bytes).ToArray();
    }
}
