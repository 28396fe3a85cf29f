using System.Text;
using Bantam.Files;

namespace Bantam.Reports.Charts;

/// <summary>
/// A chart that is written as SVG: in a file of its own, or in a page. It has a light and a dark look, as the reader's screen.
/// </summary>
/// <param name="title">What it shows.</param>
public abstract class Chart(string title)
{
    /// <summary>What it shows.</summary>
    public string Title { get; } = title ?? throw new ArgumentNullException(nameof(title));

    /// <summary>Its width in pixels, where nothing scales it.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is too small to hold a chart.</exception>
    public int Width
    {
        get;
        init => field = AtLeast(120, value, nameof(Width));
    } = 420;

    /// <summary>Its height in pixels.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is too small to hold a chart.</exception>
    public int Height
    {
        get;
        init => field = AtLeast(80, value, nameof(Height));
    } = 240;

    /// <summary>The chart as a file of its own.</summary>
    public string ToSvg() => Write(isAlone: true);

    /// <summary>Writes the chart as a file, whole or not at all.</summary>
    /// <param name="path">The file, <c>.svg</c>.</param>
    /// <exception cref="IOException">It cannot be written.</exception>
    public void Save(string path) => AtomicFile.Write(path, stream => stream.Write(Encoding.UTF8.GetBytes(ToSvg())));

    /// <summary>The chart as an element of a page, which has the style.</summary>
    internal string ToElement() => Write(isAlone: false);

    /// <summary>Draws what is under the title.</summary>
    internal abstract void Draw(Markup svg);

    private string Write(bool isAlone)
    {
        var svg = new Markup();
        svg.In(
            "svg",
            [
                ("xmlns", isAlone ? "http://www.w3.org/2000/svg" : null), ("viewBox", $"0 0 {Width} {Height}"), ("class", "chart"),
                ("width", isAlone ? Width : null), ("height", isAlone ? Height : null), ("role", "img"), ("aria-label", Title),
            ],
            () =>
            {
                if (isAlone)
                    svg.Raw($"<style>{ChartStyle.OfFile}</style>").Add("rect", ("class", "ground"), ("width", Width), ("height", Height));
                svg.Text("text", Title, ("class", "title"), ("x", 8), ("y", 16));
                Draw(svg);
            });
        return svg.ToString();
    }

    private static int AtLeast(int least, int value, string name)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(value, least, name);
        return value;
    }
}
