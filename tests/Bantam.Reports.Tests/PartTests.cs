using Bantam.Reports.Charts;
using Bantam.Reports.Pages;
using Bantam.Tensors;
using Bantam.Training.Data;
using Bantam.Training.Running;
using Bantam.Vision;

namespace Bantam.Reports.Tests;

public sealed class PartTests
{
    [Theory, InlineData(1), InlineData(3)]
    public void Images_in_a_page_are_png_files_with_all_their_pixels(int channels)
    {
        byte[] pixels = [.. Enumerable.Range(0, 5 * 7 * channels).Select(i => (byte)(i * 37))];
        var address = PngImage.ToAddress(pixels, 7, 5, channels);
        Assert.StartsWith("data:image/png;base64,", address, StringComparison.Ordinal);
        var picture = Picture.Load(Convert.FromBase64String(address[(address.IndexOf(',', StringComparison.Ordinal) + 1)..]));
        Assert.Equal((7, 5), (picture.Width, picture.Height));
        for (var i = 0; i < 35; i++)
            Assert.Equal(
                channels == 3 ? new Rgb(pixels[3 * i], pixels[(3 * i) + 1], pixels[(3 * i) + 2]) : new Rgb(pixels[i], pixels[i], pixels[i]),
                picture[i % 7, i / 7]);
    }

    [Fact]
    public void A_long_series_is_kept_as_means_of_equal_stretches()
    {
        var series = new Decimated();
        for (var i = 0; i < 10_000; i++) series.Add(i);
        var (x, y) = series.Points;
        Assert.InRange(y.Length, 1000, 2048);
        for (var i = 0; i < y.Length; i++) Assert.Equal(x[i] - 1 + ((series.Stretch - 1) / 2.0), y[i], 1e-3);
        var again = new Decimated();
        again.Restore(series.Means, series.Stretch);
        Assert.Equal(series.Points.Y, again.Points.Y);
    }

    [Theory]
    [InlineData(0.5, "0.5")]
    [InlineData(1234567, "1.23e6")]
    [InlineData(12345, "12,345")]
    [InlineData(2016, "2016")]
    [InlineData(0.00001234, "1.23e-5")]
    [InlineData(-3.14159, "-3.142")]
    [InlineData(double.NaN, "NaN")]
    public void Numbers_have_as_many_digits_as_people_read(double value, string text) => Assert.Equal(text, Markup.Number(value));

    [Fact]
    public void Texts_are_escaped() => Assert.Equal(
        "<p title=\"&quot;a&quot;\">&lt;b&gt; &amp; c</p>", new Markup().Text("p", "<b> & c", ("title", "\"a\""), ("id", null)).ToString());

    [Fact]
    public void Classes_are_told_from_labels_vectors_and_single_scores()
    {
        var labels = Judge(Tensor.From([0, 2, 1]), [0.7f, 0.2f, 0.1f, 0.1f, 0.2f, 0.7f, 0.5f, 0.3f, 0.2f], 3);
        Assert.Equal((3, 2, 1), (labels.Classes, labels.Confusion()[0, 0] + labels.Confusion()[2, 2], labels.Confusion()[1, 0]));
        Assert.Equal(0.5, labels.Sureness(2), 1e-6);
        Assert.Equal([2], labels.Worst(5));

        var vectors = Judge(Tensor.From(new float[,] { { 1, 0 }, { 0, 1 } }), [2, 1, 5, float.NaN], 2);
        Assert.Equal((2, 1, 1), (vectors.Classes, vectors.Confusion()[0, 0], vectors.Confusion().Unpredicted(1)));
        Assert.Equal(1 / (1 + Math.Exp(-1)), vectors.Sureness(0), 1e-6);

        var logits = Judge(Tensor.From([0, 1, 1]), [-3f, 4, -1], 1);
        Assert.Equal((2, 1), (logits.Classes, logits.Confusion()[1, 0]));
        var numbers = Judge(Tensor.From([0.5f, 7, 8]), [1f, 2, 3], 1);
        Assert.Equal((0, 3), (numbers.Classes, numbers.Numbers!.Value.Said.Count));
    }

    private static Judgement Judge(Tensor target, float[] predictions, int scores)
    {
        var count = target.Shape[0].Size;
        var losses = Enumerable.Range(0, count).Select(i => (float)i).ToArray();
        return new Judgement(
            new ArrayDataset(Tensor.Zeros(Shape.Of(count, 2)), target), new Examination(Tensor.From(predictions, count, scores), losses));
    }
}
