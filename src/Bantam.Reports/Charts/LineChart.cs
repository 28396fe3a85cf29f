using System.Globalization;
using System.Text;

namespace Bantam.Reports.Charts;

/// <summary>Lines over an axis of numbers: losses over epochs.</summary>
/// <param name="title">What it shows.</param>
/// <param name="xName">What its horizontal axis is of.</param>
/// <param name="series">The lines.</param>
public sealed class LineChart(string title, string xName, params IReadOnlyList<Series> series) : Chart(title)
{
    /// <summary>Of longer lines this many points are drawn, the least and the greatest of each stretch.</summary>
    private const int MostPoints = 600;

    /// <summary>What its vertical axis is of; empty for what the title says.</summary>
    public string YName { get; init; } = "";

    /// <summary>Whether equal distances up are equal factors.</summary>
    public bool IsLogarithmic { get; init; }

    /// <inheritdoc/>
    internal override void Draw(Markup svg)
    {
        Series[] shown = [.. series.Select(Thinned)];
        var area = PlotArea.Of(this, Legend.Draw(svg, this, [.. shown.Select(s => s.IsThin ? "" : s.Name)]));
        var x = new Axis(shown.SelectMany(s => s.X), area.Left, area.Right, isRounded: false);
        var y = new Axis(shown.SelectMany(s => s.Y), area.Bottom, area.Top, IsLogarithmic);
        area.Draw(svg, x, y, xName, YName);
        for (var i = 0; i < shown.Length; i++)
        {
            var name = $"line c{Colour(shown, i)}{(shown[i].IsThin ? " thin" : "")}";
            svg.In("path", [("class", name), ("d", PathOf(shown[i], x, y))], () => svg.Text("title", shown[i].Name));
            if (shown[i].X.Count == 1 && double.IsFinite(shown[i].Y[0]))
                svg.Add("circle", ("class", $"key c{Colour(shown, i)}"), ("cx", x.At(shown[i].X[0])),
                    ("cy", y.At(shown[i].Y[0])), ("r", 3));
        }
    }

    /// <summary>A thin line has the colour of the line behind it.</summary>
    private static int Colour(Series[] shown, int index) => shown.Take(index).Count(s => !s.IsThin) % ChartStyle.Colours;

    private static string PathOf(Series line, Axis x, Axis y)
    {
        var path = new StringBuilder();
        var isOpen = false;
        for (var i = 0; i < line.X.Count; i++)
        {
            if (!double.IsFinite(line.Y[i]))
            {
                isOpen = false;
                continue;
            }

            path.Append(CultureInfo.InvariantCulture, $"{(isOpen ? 'L' : 'M')}{x.At(line.X[i]):0.#} {y.At(line.Y[i]):0.#}");
            isOpen = true;
        }

        return path.ToString();
    }

    private static Series Thinned(Series line)
    {
        if (line.X.Count <= MostPoints) return line;
        var stretch = (2 * line.X.Count / MostPoints) + 1;
        int[] kept =
        [
            .. Enumerable.Range(0, line.X.Count).Chunk(stretch)
                .SelectMany(c => new[] { c.MinBy(i => line.Y[i]), c.MaxBy(i => line.Y[i]) }.Distinct().Order()),
        ];
        return line with { X = [.. kept.Select(i => line.X[i])], Y = [.. kept.Select(i => line.Y[i])] };
    }
}
