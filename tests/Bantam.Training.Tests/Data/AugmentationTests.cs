using Bantam.Tensors;
using Bantam.Training.Data;

namespace Bantam.Training.Tests.Data;

/// <summary>Pictures that change at random.</summary>
public sealed class AugmentationTests
{
    private const int Height = 5, Width = 7, Channels = 3;

    [Fact]
    public void A_crop_is_the_picture_moved_by_up_to_the_padding_between_zeros()
    {
        var found = new HashSet<(int, int)>();
        for (var epoch = 0; epoch < 60; epoch++)
        {
            var got = Read(new PadAndCrop(2), epoch, 0);
            var moves = from down in Enumerable.Range(-2, 5) from right in Enumerable.Range(-2, 5) select (down, right);
            found.Add(moves.Single(m => Moved(m.down, m.right).SequenceEqual(got)));
        }

        Assert.InRange(found.Count, 15, 25);
    }

    [Fact]
    public void A_flip_mirrors_about_half_of_the_pictures()
    {
        byte[] mirrored = [.. Rows(Pixels(0)).SelectMany(row => row.Chunk(Channels).Reverse().SelectMany(p => p))];
        var flips = Enumerable.Range(0, 100).Count(epoch =>
        {
            var got = Read(new FlipHorizontally(), epoch, 0);
            Assert.True(got.SequenceEqual(mirrored) || got.SequenceEqual(Pixels(0)));
            return got.SequenceEqual(mirrored);
        });
        Assert.InRange(flips, 30, 70);
    }

    [Fact]
    public void A_cutout_is_a_square_of_zeros()
    {
        for (var epoch = 0; epoch < 30; epoch++)
        {
            var cut = Read(new Cutout(3), epoch, 0).Chunk(Channels)
                .Select((p, i) => (IsZero: p.All(b => b == 0), Y: i / Width, X: i % Width))
                .Where(p => p.IsZero).ToArray();
            Assert.InRange(cut.Length, 4, 9);
            var (height, width) = (cut.Max(p => p.Y) - cut.Min(p => p.Y) + 1, cut.Max(p => p.X) - cut.Min(p => p.X) + 1);
            Assert.Equal(cut.Length, height * width);
        }
    }

    [Fact]
    public void Samples_differ_from_each_other_and_from_epoch_to_epoch_and_threads_change_nothing()
    {
        var data = Pictures(40).Augment(3, new PadAndCrop(2), new FlipHorizontally());
        var one = Epochs(data.Shuffle(1).Batch(8).Prefetch(0));
        Assert.Equal(one, Epochs(data.Shuffle(1).Batch(8).Prefetch(2, threads: 3)));
        Assert.Equal(one, Epochs(Pictures(40).Augment(3, new PadAndCrop(2), new FlipHorizontally()).Shuffle(1).Batch(8)));
        Assert.NotEqual(one, Epochs(Pictures(40).Augment(4, new PadAndCrop(2), new FlipHorizontally()).Shuffle(1).Batch(8)));
        Assert.NotEqual(Read(data, 0, 5), Read(data, 1, 5));
        Assert.Equal(Read(data, 1, 5), Read(data.Skip(2).Take(10), 1, 3));
        var label = new byte[1];
        data.Read(3, 7, 1, label);
        Assert.Equal(7, label[0]);
    }

    [Fact]
    public void What_has_no_picture_is_refused()
    {
        var numbers = new ArrayDataset(("x", new Tensor(TensorType.Float(4, 2))), ("y", new Tensor(TensorType.Float(4))));
        var error = Assert.Throws<DatasetException>(() => numbers.Augment(1, new FlipHorizontally()));
        Assert.Contains(
            "must have a picture [height, width, channels]; the inputs are x: Float[2]", error.Message, StringComparison.Ordinal);
    }

    private static ArrayDataset Pictures(int count) => new(
        ("image", Tensor.From<byte>([.. Enumerable.Range(0, count).SelectMany(Pixels)], Shape.Of(count, Height, Width, Channels))),
        ("label", Tensor.From<byte>([.. Enumerable.Range(0, count).Select(i => (byte)i)], Shape.Of(count))));

    private static byte[] Pixels(int seed) =>
        [.. Enumerable.Range(0, Height * Width * Channels).Select(i => (byte)(1 + ((i + (seed * 31)) % 255)))];

    private static IEnumerable<byte[]> Rows(byte[] pixels) => pixels.Chunk(Width * Channels);

    private static byte[] Moved(int down, int right)
    {
        var (from, to) = (Pixels(0), new byte[Height * Width * Channels]);
        for (var y = 0; y < Height; y++)
            for (var x = 0; x < Width; x++)
                if (y + down is >= 0 and < Height && x + right is >= 0 and < Width)
                    from.AsSpan((((y + down) * Width) + x + right) * Channels, Channels).CopyTo(to.AsSpan(((y * Width) + x) * Channels));
        return to;
    }

    private static byte[] Read(ImageAugmentation augmentation, int epoch, int index) =>
        Read(Pictures(index + 1).Augment(1, augmentation), epoch, index);

    private static byte[] Read(IDataset data, int epoch, int index)
    {
        var pixels = new byte[data.Fields[0].Bytes];
        data.Read(epoch, index, 0, pixels);
        return pixels;
    }

    private static byte[] Epochs(BatchedDataset batches)
    {
        using var reader = batches.Open();
        var all = new List<byte>();
        for (var epoch = 0; epoch < 2; epoch++)
        {
            reader.Start(epoch);
            while (reader.MoveNext()) all.AddRange(reader[0].ToArray());
        }

        return [.. all];
    }
}
