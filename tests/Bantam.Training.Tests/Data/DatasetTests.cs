using System.Runtime.InteropServices;
using Bantam.Tensors;
using Bantam.Training.Data;
using Bantam.Training.Randomness;
using Bantam.Training.Tests.Support;

namespace Bantam.Training.Tests.Data;

[Collection(Alone.Name)]
public sealed class DatasetTests
{
    [Fact]
    public void Nothing_is_read_ahead_where_code_is_interpreted()
    {
        var batches = Numbers(8).Batch(2).Prefetch(3);
        Assert.Equal((3, 0), (batches.Ahead(isCompiled: true), batches.Ahead(isCompiled: false)));
    }

    [Fact]
    public void A_number_that_is_none_is_found_and_its_sample_named()
    {
        var values = new float[20_000 * 3];
        values[(12_345 * 3) + 1] = float.NaN;
        var error =
            Assert.Throws<DatasetException>(() =>
            new ArrayDataset(("x", Tensor.From(values, 20_000, 3)), ("y", new Tensor(TensorType.Float(20_000)))));
        Assert.Equal("field 'x' > sample 12345, element 1: elements must be finite numbers; this one is NaN. Remove the sample or fill " +
            "in a value.", error.Message);
        var infinite = Assert.Throws<DatasetException>(() => new ArrayDataset(("x", Tensor.From([1, 2, double.NegativeInfinity], 3))));
        Assert.Contains("sample 2, element 0", infinite.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Fields_must_have_equally_many_samples_and_their_own_names()
    {
        var (three, four) = (new Tensor(TensorType.Float(3, 2)), new Tensor(TensorType.Float(4)));
        Assert.Contains("it has 4, 'x' has 3", Assert.Throws<DatasetException>(() => new ArrayDataset(("x", three), ("y", four))).Message,
            StringComparison.Ordinal);
        Assert.Contains("names must be unique", Assert.Throws<DatasetException>(() => new ArrayDataset(("x", three), ("x", three))).Message,
            StringComparison.Ordinal);
        Assert.Throws<DatasetException>(() => new ArrayDataset(("x", Tensor.Scalar(1f))));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(4)]
    [InlineData(10)]
    public void Each_sample_is_held_back_in_one_fold_and_learned_from_in_the_others(int count)
    {
        var folds = Numbers(10).Folds(count);
        Assert.Equal(count, folds.Count);
        Assert.Equal(Enumerable.Range(0, 10), folds.SelectMany(f => Samples(f.Validation)));
        Assert.All(folds, f => Assert.InRange(f.Validation.Count, 10 / count, (9 + count) / count));
        Assert.All(folds, f => Assert.Equal(Enumerable.Range(0, 10), Samples(f.Training).Concat(Samples(f.Validation)).Order()));
        Assert.Throws<ArgumentOutOfRangeException>(() => folds[0].Training.Read(10 - folds[0].Validation.Count, 0, new byte[4]));
        Assert.Throws<ArgumentOutOfRangeException>("folds", () => Numbers(10).Folds(11));
        Assert.Throws<ArgumentOutOfRangeException>("folds", () => Numbers(10).Folds(1));
    }

    [Fact]
    public void A_shuffled_order_holds_every_sample_once_and_depends_on_seed_and_epoch_only()
    {
        var data = Numbers(1000);
        var (a, b, c) = (Order(data.Shuffle(1), 0), Order(data.Shuffle(1), 1), Order(data.Shuffle(2), 0));
        Assert.Equal(Enumerable.Range(0, 1000), a.Order());
        Assert.Equal(a, Order(data.Shuffle(1), 0));
        Assert.NotEqual(a, b);
        Assert.NotEqual(a, c);
        Assert.InRange(a.Select((x, i) => Math.Abs(x - i)).Average(), 300, 366);
    }

    /// <summary>Seeds of data, weights and noise are often equal; what follows from them must not be.</summary>
    [Fact]
    public void An_order_shares_no_random_numbers_with_the_weights_of_an_equal_seed()
    {
        var (random, order) = (new RandomStream(7, 0), Enumerable.Range(0, 100).ToArray());
        for (var i = 0; i < order.Length; i++)
        {
            var j = random.NextInteger(i + 1);
            (order[i], order[j]) = (order[j], i);
        }

        Assert.NotEqual(order, Order(Numbers(100).Shuffle(7), 0));
    }

    [Fact]
    public void What_is_split_off_a_shuffled_set_stays_off_in_every_epoch()
    {
        var (training, validation) = Numbers(100).Shuffle(3).Split(0.8);
        Assert.Equal((80, 20), (training.Count, validation.Count));
        var held = Read(validation.Batch(7), 0).ToHashSet();
        var reshuffled = training.Shuffle(4).Batch(16);
        for (var epoch = 0; epoch < 3; epoch++) Assert.Empty(Read(reshuffled, epoch).Intersect(held));
        Assert.Equal(100, held.Concat(Read(reshuffled, 0)).Distinct().Count());
    }

    [Fact]
    public void Take_and_skip_part_the_samples()
    {
        var data = Numbers(10);
        Assert.Equal([0, 1, 2], Read(data.Take(3).Batch(2), 0));
        Assert.Equal([7, 8, 9], Read(data.Skip(7).Batch(2), 0));
        Assert.Equal(10, data.Take(50).Count);
        Assert.Equal(0, data.Skip(50).Count);
        Assert.Throws<ArgumentOutOfRangeException>(() => data.Take(3).Read(3, 0, new byte[4]));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(4)]
    public void Batches_come_in_order_whether_they_are_read_ahead_or_not(int prefetch)
    {
        var batches = Numbers(103).Shuffle(5).Batch(10).Prefetch(prefetch);
        Assert.Equal((11, 3, 103), (batches.Count, batches.Remainder, batches.SampleCount));
        using var reader = batches.Open();
        for (var epoch = 0; epoch < 3; epoch++) Assert.Equal(Order(Numbers(103).Shuffle(5), epoch), Read(reader, epoch));
        Assert.Equal(Order(Numbers(103).Shuffle(5), 2)[40..], Read(reader, 2, firstBatch: 4));
        reader.Start(7, 0);
        Assert.True(reader.MoveNext());
        Assert.Equal(Order(Numbers(103).Shuffle(5), 1), Read(reader, 1));
    }

    [Fact]
    public void A_rest_can_be_dropped()
    {
        var batches = Numbers(103).Batch(10, dropRemainder: true);
        Assert.Equal((10, 0, 100), (batches.Count, batches.Remainder, batches.SampleCount));
        Assert.Equal(Enumerable.Range(0, 100), Read(batches, 0));
    }

    [Fact]
    public void An_error_while_reading_ahead_reaches_the_reader()
    {
        using var reader = new FailingDataset().Batch(2).Open();
        reader.Start(0);
        Assert.True(reader.MoveNext());
        Assert.True(reader.MoveNext());
        Assert.Contains("sample 5", Assert.Throws<DatasetException>(() => reader.MoveNext()).Message, StringComparison.Ordinal);
        reader.Start(1);
        Assert.True(reader.MoveNext());
    }

    [Fact]
    public void An_epoch_after_the_first_allocates_next_to_nothing()
    {
        using var reader = Numbers(10_000).Shuffle(1).Batch(16).Open();
        Count(reader, 0);
        Count(reader, 1);
        var before = GC.GetTotalAllocatedBytes(precise: true);
        Count(reader, 2);
        Assert.InRange(GC.GetTotalAllocatedBytes(precise: true) - before, 0, 20_000);

        static void Count(BatchReader reader, int epoch)
        {
            reader.Start(epoch);
            var samples = 0;
            while (reader.MoveNext()) samples += reader.Count;
            Assert.Equal(10_000, samples);
        }
    }

    internal static ArrayDataset Numbers(int count) =>
        new(("x", Tensor.From<int>([.. Enumerable.Range(0, count)], Shape.Of(count))), ("y",
        Tensor.From<byte>(new byte[count * 2], Shape.Of(count, 2))));

    private static int[] Order(ShuffledDataset data, int epoch)
    {
        var order = new int[data.Count];
        data.Order(epoch, order);
        return order;
    }

    private static int[] Read(BatchedDataset batches, int epoch)
    {
        using var reader = batches.Open();
        return Read(reader, epoch);
    }

    private static int[] Samples(IDataset data)
    {
        using var reader = data.Batch(3).Open();
        return Read(reader, 0);
    }

    private static int[] Read(BatchReader reader, int epoch, int firstBatch = 0)
    {
        var numbers = new List<int>();
        reader.Start(epoch, firstBatch);
        while (reader.MoveNext())
        {
            Assert.Equal(2 * reader.Count, reader[1].Length);
            numbers.AddRange(MemoryMarshal.Cast<byte, int>(reader[0]));
        }

        Assert.False(reader.MoveNext());
        return [.. numbers];
    }

    private sealed class FailingDataset : IDataset
    {
        public IReadOnlyList<Field> Fields { get; } = [new Field("x", ElementType.UInt8, Shape.Scalar)];

        public int Count => 10;

        public void Read(int index, int field, Span<byte> destination)
        {
            if (index == 5) throw new DatasetException("test", "sample 5: it cannot be read.");
            destination[0] = (byte)index;
        }
    }
}
