using System.Text;
using Bantam.Files;
using Bantam.Reports.Charts;

namespace Bantam.Reports.Pages;

/// <summary>
/// A page that is one file: it loads nothing and runs no script, so that it can be sent, kept and opened anywhere. It is light or dark as
/// the reader's screen.
/// </summary>
/// <param name="title">What it is about.</param>
internal sealed class Page(string title)
{
    private static readonly Lazy<string> Style = new(ReadStyle);

    /// <summary>What is in it.</summary>
    public Markup Body { get; } = new();

    /// <summary>After how many seconds a browser reads it again; null for never.</summary>
    public int? Refresh { get; init; }

    /// <summary>Names and values under the title.</summary>
    public void Facts(params IReadOnlyList<(string Name, string Value)> facts) => Body.In("dl", [], () =>
    {
        foreach (var (name, value) in facts)
            if (value.Length > 0)
                Body.In("div", [], () => Body.Text("dt", name).Text("dd", value));
    });

    /// <summary>A part with a heading; left out where it has no content.</summary>
    public void Section(string heading, string about, Action content)
    {
        Body.Text("h2", heading);
        if (about.Length > 0) Body.Text("p", about);
        content();
    }

    /// <summary>Charts side by side.</summary>
    public void Charts(IEnumerable<Chart> charts, string kind = "grid") => Body.In("div", [("class", kind)], () =>
    {
        foreach (var chart in charts) Body.In("div", [("class", "card")], () => Body.Raw(chart.ToElement()));
    });

    /// <summary>A table; columns whose heading begins with a blank are numbers.</summary>
    public void Table(IReadOnlyList<string> heads, IEnumerable<IReadOnlyList<string>> rows) =>
        Body.In("div", [("class", "card scroll")], () => Body.In("table", [], () =>
        {
            Row("th", heads);
            foreach (var row in rows) Row("td", row);

            void Row(string cell, IReadOnlyList<string> texts) => Body.In("tr", [], () =>
            {
                for (var i = 0; i < texts.Count; i++)
                    Body.Text(cell, texts[i].Trim(), ("class", heads[i].StartsWith(' ') ? "n" : null));
            });
        }));

    /// <summary>Writes the page, whole or not at all.</summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    public void Save(string path) => AtomicFile.Write(path, stream => stream.Write(Encoding.UTF8.GetBytes(ToString())));

    /// <inheritdoc/>
    public override string ToString()
    {
        var page = new Markup().Raw("<!doctype html>\n");
        page.In("html", [("lang", "en")], () =>
        {
            page.In("head", [], () =>
            {
                page.Raw("<meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">");
                page.Raw(
                    "<meta http-equiv=\"Content-Security-Policy\" " +
                    "content=\"default-src 'none'; style-src 'unsafe-inline'; img-src data:\">");
                page.Raw("<meta name=\"color-scheme\" content=\"light dark\"><link rel=\"icon\" href=\"data:,\">");
                if (Refresh is { } seconds) page.Raw($"<meta http-equiv=\"refresh\" content=\"{seconds}\">");
                page.Text("title", $"{title} · Bantam").Raw($"<style>{ChartStyle.Variables}{ChartStyle.Elements}\n{Style.Value}</style>");
            });
            page.In("body", [], () =>
            {
                page.Text("h1", title).Raw(Body.ToString());
                page.Text("footer", "Made by Bantam. This file needs nothing but itself.");
            });
        });
        return page.ToString();
    }

    private static string ReadStyle()
    {
        using var stream = typeof(Page).Assembly.GetManifestResourceStream("report.css")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
