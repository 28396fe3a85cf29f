namespace Bantam.Reports.Charts;

/// <summary>Points on two axes of numbers: what is predicted beside what is true, or vectors of two numbers with their names.</summary>
/// <param name="title">What it shows.</param>
/// <param name="xName">What its horizontal axis is of.</param>
/// <param name="yName">What its vertical axis is of.</param>
/// <param name="series">The points, each series in a colour.</param>
public sealed class ScatterChart(string title, string xName, string yName, params IReadOnlyList<Series> series) : Chart(title)
{
    /// <summary>The names of the points of the first series; none by default.</summary>
    public IReadOnlyList<string> Labels { get; init; } = [];

    /// <summary>Whether a line shows where both numbers are equal.</summary>
    public bool HasDiagonal { get; init; }

    /// <inheritdoc/>
    internal override void Draw(Markup svg)
    {
        var area = PlotArea.Of(this, Legend.Draw(svg, this, [.. series.Select(s => s.Name)]));
        double[] all = [.. series.SelectMany(s => s.Y).Concat(HasDiagonal ? series.SelectMany(s => s.X) : [])];
        var x = new Axis(HasDiagonal ? all : series.SelectMany(s => s.X), area.Left, area.Right);
        var y = new Axis(all, area.Bottom, area.Top);
        area.Draw(svg, x, y, xName, yName);
        if (HasDiagonal)
            svg.Add(
                "line", ("class", "axis"), ("x1", x.At(all.Min())), ("y1", y.At(all.Min())), ("x2", x.At(all.Max())),
                ("y2", y.At(all.Max())), ("stroke-dasharray", "4 4"));
        for (var s = 0; s < series.Count; s++)
            for (var i = 0; i < series[s].X.Count; i++)
                Point(svg, s, x.At(series[s].X[i]), y.At(series[s].Y[i]), s == 0 && i < Labels.Count ? Labels[i] : null);
    }

    private static void Point(Markup svg, int colour, double x, double y, string? label)
    {
        if (!double.IsFinite(x) || !double.IsFinite(y)) return;
        svg.Add("circle", ("class", $"dot c{colour % ChartStyle.Colours}"), ("cx", x), ("cy", y), ("r", label is null ? 3 : 2.5));
        if (label is not null) svg.Text("text", label, ("class", "on"), ("x", x + 5), ("y", y + 4));
    }
}
