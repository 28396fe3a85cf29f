namespace Bantam.Reports.Charts;

/// <summary>The names of lines and points, with their colours, under the title.</summary>
internal static class Legend
{
    private const double Letter = 6.2, Line = 16;

    /// <summary>Draws them where there are several.</summary>
    /// <returns>The pixels that they take.</returns>
    public static double Draw(Markup svg, Chart chart, IReadOnlyList<string> names)
    {
        if (names.Count(n => n.Length > 0) < 2) return 0;
        var (left, top, colour) = (8.0, 32.0, 0);
        foreach (var name in names)
        {
            if (name.Length == 0) continue;
            var width = 18 + (name.Length * Letter) + 10;
            if (left > 8 && left + width > chart.Width) (left, top) = (8, top + Line);
            svg.Add("rect", ("class", $"key c{colour++ % ChartStyle.Colours}"), ("x", left), ("y", top - 8),
                ("width", 10), ("height", 10), ("rx", 2));
            svg.Text("text", name, ("x", left + 14), ("y", top + 1));
            left += width;
        }

        return top - 16;
    }
}
