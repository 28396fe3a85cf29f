using System.Xml.Linq;
using Bantam.Reports.Charts;

namespace Bantam.Reports.Tests;

public sealed class ChartTests
{
    public static TheoryData<Chart> All =>
    [
        new LineChart("Loss <of> & all", "epoch", new Series("a", [1, 0.5, 0.25]),
            new Series("b", [double.NaN, 2, double.PositiveInfinity])),
        new LineChart("One", "epoch", new Series("a", [3.0])) { IsLogarithmic = true },
        new LineChart("None", "epoch", new Series("a", [])),
        new ScatterChart("Points", "x", "y", new Series("p", [1, 2], [3, 4])) { Labels = ["first"], HasDiagonal = true },
        new Histogram("Numbers", new float[] { 1, 2, 2, float.NaN }),
        new Histogram("All alike", new float[] { 5, 5 }),
        new Histogram("None", ReadOnlyMemory<float>.Empty),
        new HeatMap("Table", ["a", "b"], ["a", "b"], (r, c) => (10 * r) + c),
        new BarChart("Bars", ("one", 1), ("two", 2)),
        new BarChart("None"),
    ];

    [Theory, MemberData(nameof(All), DisableDiscoveryEnumeration = true)]
    public void A_chart_is_a_file_of_svg_without_numbers_that_are_none(Chart chart)
    {
        var svg = XDocument.Parse(chart.ToSvg()).Root!;
        Assert.Equal("http://www.w3.org/2000/svg", svg.Name.NamespaceName);
        Assert.Contains(svg.Elements(), e => e.Name.LocalName == "text" && e.Value == chart.Title);
        foreach (var attribute in svg.DescendantsAndSelf().Where(e => e.Name.LocalName != "style").Attributes())
            Assert.DoesNotContain("NaN", attribute.Value, StringComparison.Ordinal);
        Assert.DoesNotContain("href", chart.ToSvg(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_line_goes_through_its_points_and_stops_where_there_is_none()
    {
        var chart = new LineChart("t", "x", new Series("s", [0, 1, 2, 3], [0, 10, double.NaN, 5])) { Width = 300, Height = 200 };
        var path = XDocument.Parse(chart.ToSvg()).Descendants().Single(e => e.Name.LocalName == "path").Attribute("d")!.Value;
        Assert.Equal("M48 166L128 28M288 97", path);
    }

    [Theory]
    [InlineData(0, 10, "0 2 4 6 8 10")]
    [InlineData(0.93, 0.99, "0.93 0.94 0.95 0.96 0.97 0.98 0.99")]
    [InlineData(-3, 3, "-4 -2 0 2 4")]
    [InlineData(8, 8, "4 6 8 10 12")]
    [InlineData(0.001, 0.001, "0.0004 0.0006 0.0008 0.001 0.0012 0.0014 0.0016")]
    public void Numbers_at_an_axis_are_round(double least, double most, string ticks) =>
        Assert.Equal(ticks, string.Join(' ', new Axis([least, most], 0, 100).Ticks().Select(Markup.Number)));

    [Fact]
    public void A_logarithmic_axis_has_equal_distances_for_equal_factors()
    {
        var axis = new Axis([0.001, 1000], 0, 600, isLogarithmic: true);
        Assert.Equal([0, 100, 300, 600], new[] { 0.001, 0.01, 1, 1000 }.Select(v => Math.Round(axis.At(v), 6)));
        Assert.Equal("0.001 0.1 10 1000", string.Join(' ', new Axis([0.001, 9999], 0, 1, true).Ticks().Select(Markup.Number)));
    }

    [Fact]
    public void Long_lines_keep_their_extremes_and_are_short()
    {
        var values = Enumerable.Range(0, 100_000).Select(i => i == 54_321 ? 99.0 : i % 7).ToArray();
        var svg = new LineChart("t", "x", new Series("s", values)) { Height = 162 }.ToSvg();
        Assert.True(svg.Length < 20_000);
        var path = XDocument.Parse(svg).Descendants().Single(e => e.Name.LocalName == "path").Attribute("d")!.Value;
        Assert.Contains(" 29L", path, StringComparison.Ordinal);
    }

    [Fact]
    public void A_chart_too_small_to_be_one_is_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new BarChart("t") { Width = 10 });
}
