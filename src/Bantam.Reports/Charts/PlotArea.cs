namespace Bantam.Reports.Charts;

/// <summary>Where a chart with two axes of numbers draws: grid, numbers and names of the axes.</summary>
/// <param name="Left">The left edge.</param>
/// <param name="Top">The upper edge.</param>
/// <param name="Right">The right edge.</param>
/// <param name="Bottom">The lower edge.</param>
internal sealed record PlotArea(double Left, double Top, double Right, double Bottom)
{
    private const int Beside = 48, Below = 34, Above = 28;

    /// <summary>The area of a chart.</summary>
    /// <param name="chart">The chart.</param>
    /// <param name="above">Pixels under the title that are taken.</param>
    public static PlotArea Of(Chart chart, double above = 0) => new(Beside, Above + above, chart.Width - 12, chart.Height - Below);

    /// <summary>Draws the grid and the numbers at its lines.</summary>
    public void Draw(Markup svg, Axis x, Axis y, string xName, string yName)
    {
        foreach (var tick in y.Ticks())
        {
            svg.Add("line", ("class", "grid"), ("x1", Left), ("x2", Right), ("y1", y.At(tick)), ("y2", y.At(tick)));
            svg.Text("text", Markup.Number(tick), ("class", "end"), ("x", Left - 6), ("y", y.At(tick) + 4));
        }

        foreach (var tick in x.Ticks())
            svg.Text("text", Markup.Number(tick), ("class", "middle"), ("x", x.At(tick)), ("y", Bottom + 15));
        svg.Add("line", ("class", "axis"), ("x1", Left), ("x2", Right), ("y1", Bottom), ("y2", Bottom));
        svg.Text("text", xName, ("class", "end"), ("x", Right), ("y", Bottom + 29));
        svg.Text("text", yName, ("x", 8), ("y", Bottom + 29));
    }
}
