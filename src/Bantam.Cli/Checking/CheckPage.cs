using System.Globalization;
using System.Net;
using System.Text;
using Bantam.Cli.Rendering;
using Bantam.Files;

namespace Bantam.Cli.Checking;

/// <summary>What a check found, as one page with the pictures in it.</summary>
internal static class CheckPage
{
    /// <summary>More than these are listed by <c>--json</c> only: nobody looks through them, and the page would be too large.</summary>
    private const int MostGroups = 60, MostOfGroup = 12, MostLabels = 240, MostFiles = 200;

    /// <summary>A picture file of up to so many bytes is shown as it is.</summary>
    private const int SmallBytes = 8 << 10;

    private const int ShownSide = 96;

    /// <summary>Writes the page, whole or not at all.</summary>
    public static void Write(CheckResult result, string path) =>
        AtomicFile.Write(path, stream => stream.Write(Encoding.UTF8.GetBytes(Text(result))));

    private static string Text(CheckResult result)
    {
        var page = new StringBuilder();
        page.Append(CultureInfo.InvariantCulture, $"""
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:">
            <meta name="color-scheme" content="light dark">
            <title>{Html(result.Data)} · data check</title>
            <style>{Style}</style>
            </head>
            <body>
            <h1>{Html(result.Data)}</h1>
            <p>{Texts.Count(result.Pictures)} pictures in {result.Classes.Count} classes.</p>

            """);
        WriteClasses(page, result);
        WriteDamaged(page, result);
        WriteDuplicates(page, result);
        WriteLabels(page, result);
        return page.Append("</body>\n</html>\n").ToString();
    }

    private static void WriteClasses(StringBuilder page, CheckResult result)
    {
        var small = result.Classes.Count(c => c.IsSmall);
        Heading(page, "Classes", result.Classes.Count);
        var balance = $"The largest class has {result.Imbalance.ToString("0.0", CultureInfo.InvariantCulture)} times as many pictures to " +
            $"learn from as the smallest";
        page.Append(CultureInfo.InvariantCulture, $"<p>{balance}");
        page.Append(small > 0 ? $"; {small} {(small == 1 ? "has" : "have")} less than half of the mean (marked).</p>\n" : ".</p>\n");
        var most = Math.Max(result.Classes.Max(c => c.Training + c.Test), 1);
        page.Append("<table class=\"bars\">\n");
        foreach (var c in result.Classes)
            page.Append(CultureInfo.InvariantCulture, $"""
                <tr{(c.IsSmall ? " class=\"small\"" : "")}><th scope="row">{Html(c.Name)}</th><td>{Texts.Count(c.Training)}{(
                c.Test > 0 ? $" + {Texts.Count(c.Test)} to test" : "")}</td>
                <td class="bar"><div style="width:{100.0 * (c.Training + c.Test) / most:0.##}%"></div></td></tr>

                """);
        page.Append("</table>\n");
    }

    private static void WriteDamaged(StringBuilder page, CheckResult result)
    {
        Heading(page, "Damaged files", result.Damaged.Count);
        if (result.Damaged.Count == 0)
        {
            page.Append("<p>All files can be read.</p>\n");
            return;
        }

        page.Append("<ul>\n");
        foreach (var file in result.Damaged.Take(MostFiles))
            page.Append(CultureInfo.InvariantCulture, $"<li><code>{Html(file.Path)}</code>: {Html(file.Problem)}</li>\n");
        page.Append("</ul>\n");
        Rest(page, result.Damaged.Count - MostFiles);
    }

    private static void WriteDuplicates(StringBuilder page, CheckResult result)
    {
        Heading(page, "Duplicates", result.Duplicates.Count);
        if (result.Duplicates.Count == 0) page.Append("<p>No two pictures are or look the same.</p>\n");

        // What does harm comes first: contradictions, then what tests have seen.
        var groups = result.Duplicates.OrderByDescending(g => g.Classes.Count > 1).ThenByDescending(g => g.IsLeak);
        foreach (var group in groups.Take(MostGroups))
        {
            var kind = group.AreEqual ? "equal" : "look the same";
            var harm = (group.Classes.Count > 1 ? ", but are of several classes" : "") + (group.IsLeak ? ", in training and test" : "");
            page.Append(CultureInfo.InvariantCulture, $"<section class=\"group\"><h3>{group.Paths.Count} {kind}{harm}</h3>\n");
            foreach (var picture in group.Pictures.Take(MostOfGroup)) Figure(page, picture, Html(picture.Class));
            page.Append("</section>\n");
            Rest(page, group.Pictures.Count - MostOfGroup);
        }

        Rest(page, result.Duplicates.Count - MostGroups);
    }

    private static void WriteLabels(StringBuilder page, CheckResult result)
    {
        if (result.Labels is not { } labels) return;
        Heading(page, "Labels in doubt", labels.Count);
        page.Append(CultureInfo.InvariantCulture, $"""
            <p>Networks that have not learned these pictures see another class in them (confident learning). They agree with {Texts.Percent(
            result.Agreement ?? 0)} of all labels: the fewer, the more of these doubts are wrong. The likeliest errors come first.</p>
            <div class="grid">

            """);
        foreach (var doubt in labels.Take(MostLabels))
            Figure(page, doubt.Picture!, $"<s>{Html(doubt.Given)}</s> {Share(doubt.GivenProbability)}<br><b>{Html(doubt.Suggested)}</b> " +
                $"{Share(doubt.SuggestedProbability)}");
        page.Append("</div>\n");
        Rest(page, labels.Count - MostLabels);
    }

    private static void Figure(StringBuilder page, CheckedPicture picture, string caption) =>
        page.Append(CultureInfo.InvariantCulture, $"""
            <figure><img src="{Source(picture)}" alt="{Html(picture.Class)}" loading="lazy"><figcaption>{caption}<br>
            <code>{Html(picture.Path)}</code></figcaption></figure>

            """);

    private static string Source(CheckedPicture picture)
    {
        var bytes = picture.Folder.ReadBytes(picture.Index);
        var isShown = Path.GetExtension(picture.Path).ToLowerInvariant() is ".jpg" or ".jpeg" or ".png" or ".webp" or ".gif";
        if (bytes.Length <= SmallBytes && isShown) return $"data:image;base64,{Convert.ToBase64String(bytes)}";
        var whole = picture.Folder.Read(picture.Index);
        var scale = Math.Min((double)ShownSide / Math.Max(whole.Width, whole.Height), 1);
        var shown = whole.Resize(Math.Max((int)(whole.Width * scale), 1), Math.Max((int)(whole.Height * scale), 1));
        return $"data:image/jpeg;base64,{Convert.ToBase64String(shown.Encode(".jpg", quality: 80))}";
    }

    private static void Heading(StringBuilder page, string text, int count) =>
        page.Append(CultureInfo.InvariantCulture, $"<h2>{text} <small>{Texts.Count(count)}</small></h2>\n");

    private static void Rest(StringBuilder page, int count)
    {
        if (count > 0) page.Append(CultureInfo.InvariantCulture, $"<p>{Texts.Count(count)} more; --json lists all.</p>\n");
    }

    private static string Share(float probability) => (probability * 100).ToString("0", CultureInfo.InvariantCulture) + " %";

    private static string Html(string text) => WebUtility.HtmlEncode(text);

    private const string Style = """
        body { font: 15px/1.5 system-ui, sans-serif; max-width: 72rem; margin: 2rem auto; padding: 0 1rem; }
        h1 { font-size: 1.4rem; overflow-wrap: anywhere; } h2 { font-size: 1.1rem; margin-top: 2.5rem; } h3 { font-size: .95rem; margin: 0; }
        small { color: GrayText; font-weight: normal; } code { font-size: .75rem; color: GrayText; overflow-wrap: anywhere; }
        .bars { border-collapse: collapse; width: 100%; } .bars th { text-align: left; font-weight: normal; padding-right: 1rem; }
        .bars td:nth-child(2) { text-align: right; white-space: nowrap; padding-right: 1rem; font-variant-numeric: tabular-nums; }
        .bar { width: 60%; } .bar div { height: .8rem; background: #4878cf; border-radius: 2px; } .small .bar div { background: #d65f3c; }
        .small th { font-weight: bold; } figure { margin: 0; width: 104px; } figcaption { font-size: .8rem; line-height: 1.3; }
        img { width: 96px; height: 96px; object-fit: contain; image-rendering: pixelated; background: #8882; }
        .grid, .group { display: flex; flex-wrap: wrap; gap: 1rem; } .group { margin: 1rem 0; } .group h3 { width: 100%; }
        """;
}
