namespace Bantam.Reports.Charts;

/// <summary>Bars with names, one under the other: the slowest kernels, the accuracy of each class.</summary>
/// <param name="title">What it shows.</param>
/// <param name="bars">Names and numbers, from 0 on.</param>
public sealed class BarChart(string title, params IReadOnlyList<(string Name, double Value)> bars) : Chart(title)
{
    /// <summary>How a number is written at its bar.</summary>
    public Func<double, string> Format { get; init; } = Markup.Number;

    /// <inheritdoc/>
    internal override void Draw(Markup svg)
    {
        var letters = Math.Min(bars.Select(b => b.Name.Length).DefaultIfEmpty(0).Max(), 24);
        var (left, top) = (16 + (letters * 6.2), 28.0);
        var high = Math.Min((Height - top - 8) / Math.Max(bars.Count, 1), 22);
        var x = new Axis(bars.Select(b => b.Value), left, Width - 56, hasZero: true, isRounded: false);
        for (var i = 0; i < bars.Count; i++)
        {
            var (name, value) = bars[i];
            var y = top + (i * high);
            svg.Text("text", name.Length <= letters ? name : $"{name[..(letters - 1)]}…", ("class", "end"), ("x", left - 6),
                ("y", y + (high / 2) + 4));
            svg.Add("rect", ("class", "bar c1"), ("x", left), ("y", y + 2), ("width", Math.Max(x.At(value) - left, 0.5)),
                ("height", Math.Max(high - 4, 1)), ("rx", 2));
            svg.Text("text", Format(value), ("class", "on"), ("x", x.At(value) + 5), ("y", y + (high / 2) + 4));
        }
    }
}
