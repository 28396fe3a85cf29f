using System.Runtime.InteropServices;
using Bantam.Tensors;
using Bantam.Training.Data;

namespace Bantam.Training.Tests.Data;

public sealed class TimeseriesDatasetTests
{
    private static readonly Tensor Series = Tensor.From([.. Enumerable.Range(0, 20).Select(i => (float)i)], 10, 2);

    /// <summary>What Keras' <c>timeseries_dataset_from_array</c> gives for these arguments.</summary>
    [Theory]
    [InlineData(3, 1, 1, 8, 7, new float[] { 14, 15, 16, 17, 18, 19 })]
    [InlineData(3, 2, 1, 4, 3, new float[] { 12, 13, 14, 15, 16, 17 })]
    [InlineData(3, 1, 2, 6, 5, new float[] { 10, 11, 14, 15, 18, 19 })]
    [InlineData(10, 4, 1, 1, 0, null)]
    public void A_window_has_the_steps_that_its_arguments_name(int length, int stride, int rate, int count, int last, float[]? window)
    {
        var data = new TimeseriesDataset(Series, Tensor.Arange(10), length, stride, rate);
        Assert.Equal((count, count - 1), (data.Count, last));
        Assert.Equal([$"input: Float[{length},2]", "target: Int32[]"], data.Fields.Select(f => f.ToString()));
        var (values, target) = (new float[length * 2], new int[1]);
        data.Read(last, 0, MemoryMarshal.AsBytes(values.AsSpan()));
        data.Read(last, 1, MemoryMarshal.AsBytes(target.AsSpan()));
        Assert.Equal(window ?? Series.ToArray<float>(), values);
        Assert.Equal(last * stride, target[0]);
    }

    [Fact]
    public void The_next_steps_are_the_same_ones_a_step_later()
    {
        var data = TimeseriesDataset.OfNext(Tensor.Arange(7), sequenceLength: 3, sequenceStride: 3);
        Assert.Equal(2, data.Count);
        var (input, target) = (new int[3], new int[3]);
        data.Read(1, 0, MemoryMarshal.AsBytes(input.AsSpan()));
        data.Read(1, 1, MemoryMarshal.AsBytes(target.AsSpan()));
        Assert.Equal([3, 4, 5], input);
        Assert.Equal([4, 5, 6], target);
    }

    [Fact]
    public void A_series_that_is_too_short_is_refused_with_both_numbers()
    {
        var error = Assert.Throws<DatasetException>(() => new TimeseriesDataset(Series, Series, sequenceLength: 6, samplingRate: 2));
        Assert.Contains("a window takes 11 steps", error.Message, StringComparison.Ordinal);
        Assert.Contains("there are 10 steps", error.Message, StringComparison.Ordinal);
        Assert.Throws<DatasetException>(() => TimeseriesDataset.OfNext(Tensor.Arange(3), sequenceLength: 3));
        Assert.Throws<DatasetException>(() => new TimeseriesDataset(Tensor.From([1f, float.NaN]), Series, 1));
    }
}
