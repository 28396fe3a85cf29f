namespace Bantam.Reports.Charts;

/// <summary>How often numbers lie in each of some intervals of equal width.</summary>
/// <param name="title">What it shows.</param>
/// <param name="values">The numbers; those that are not finite are counted apart.</param>
public sealed class Histogram(string title, ReadOnlyMemory<float> values) : Chart(title)
{
    /// <summary>How many intervals there are.</summary>
    public int Bins { get; init; } = 40;

    /// <inheritdoc/>
    internal override void Draw(Markup svg)
    {
        var (least, most, odd) = (float.PositiveInfinity, float.NegativeInfinity, 0L);
        foreach (var value in values.Span)
        {
            if (float.IsFinite(value)) (least, most) = (Math.Min(least, value), Math.Max(most, value));
            else odd++;
        }

        if (least > most) (least, most) = (0, 0);
        if (least == most) (least, most) = (least - 0.5f, most + 0.5f);
        var (counts, width) = (new double[Bins], ((double)most - least) / Bins);
        foreach (var value in values.Span)
            if (float.IsFinite(value))
                counts[Math.Clamp((int)((value - (double)least) / width), 0, Bins - 1)]++;

        var area = PlotArea.Of(this);
        var x = new Axis([least, most], area.Left, area.Right, isRounded: false);
        var y = new Axis(counts, area.Bottom, area.Top, hasZero: true);
        area.Draw(svg, x, y, odd == 0 ? "" : $"{odd} are no finite numbers", "");
        for (var i = 0; i < Bins; i++)
        {
            var (left, top) = (x.At(least + (i * width)), y.At(counts[i]));
            svg.Add("rect", ("class", "bar c1"), ("x", left), ("y", top), ("width", x.At(least + ((i + 1) * width)) - left - 0.5),
                ("height", area.Bottom - top));
        }
    }
}
