using Bantam.Bench.Results;

namespace Bantam.Bench.Tests.Results;

public sealed class RowTests
{
    [Theory]
    [InlineData(new double[] { 3, 1, 2 }, 2, 1)]
    [InlineData(new double[] { 4, 1, 3, 2 }, 2.5, 1)]
    [InlineData(new double[] { 7 }, 7, 7)]
    public void A_row_has_the_median_the_least_and_the_number_of_samples(double[] samples, double median, double least)
    {
        var row = Row.Of("case", "system", "train_ms", samples);
        Assert.Equal((median, least, samples.Length), (row.Median, row.Min, row.Runs));
    }

    [Theory]
    [InlineData("train_ms", 0.07264, "0.0726 ms")]
    [InlineData("train_ms", 12.345, "12.3 ms")]
    [InlineData("train_ms", 15062.4, "15062 ms")]
    [InlineData("train_ms", 0, "0 ms")]
    [InlineData("code_bytes", 19512, "19.5 KB")]
    public void A_quantity_is_shown_with_three_digits_and_its_unit(string metric, double value, string text) =>
        Assert.Equal(text, Quantity.Format(metric, value));
}
