namespace Bantam.Reports.Charts;

/// <summary>How charts look.</summary>
internal static class ChartStyle
{
    /// <summary>How many colours lines have before they repeat.</summary>
    public const int Colours = 6;

    private const string Light =
        "--ground:#faf8f5;--surface:#fff;--sunken:#f3f0ea;--ink:#1f1b16;--soft:#6a6258;--line:#e6e0d6;--accent:#c8401a;" +
        "--c0:#c8401a;--c1:#1f6fb2;--c2:#2c8a57;--c3:#8a4fbf;--c4:#a87400;--c5:#c03a7e;--heat:31,111,178";

    private const string Dark =
        "--ground:#141210;--surface:#1e1b18;--sunken:#282420;--ink:#f4efe8;--soft:#aba195;--line:#38322c;--accent:#ff8256;" +
        "--c0:#ff8256;--c1:#6cb4f2;--c2:#63c98f;--c3:#c49bf0;--c4:#e6b84d;--c5:#f286b6;--heat:108,180,242";

    /// <summary>The colours, by the reader's screen.</summary>
    public const string Variables = $":root{{{Light}}}@media(prefers-color-scheme:dark){{:root{{{Dark}}}}}";

    /// <summary>The style of what is in a chart.</summary>
    public const string Elements =
        ".chart text{font:11px system-ui,sans-serif;fill:var(--soft);font-variant-numeric:tabular-nums}" +
        ".chart .title{font-size:12.5px;font-weight:600;fill:var(--ink)}" +
        ".chart .middle{text-anchor:middle}.chart .end{text-anchor:end}" +
        ".chart .grid{stroke:var(--line);stroke-width:1}.chart .axis{stroke:var(--soft);stroke-width:1}" +
        ".chart .line{fill:none;stroke-width:1.8;stroke-linejoin:round;stroke-linecap:round}.chart .thin{stroke-width:.8;opacity:.35}" +
        ".chart .dot{fill-opacity:.55}.chart .bar{fill-opacity:.85}.chart .cell{fill:rgba(var(--heat),var(--a))}" +
        ".chart .on{fill:var(--ink)}.chart .strong{fill:var(--surface)}" +
        ".chart .c0{--c:var(--c0)}.chart .c1{--c:var(--c1)}.chart .c2{--c:var(--c2)}.chart .c3{--c:var(--c3)}.chart .c4{--c:var(--c4)}" +
        ".chart .c5{--c:var(--c5)}.chart .line{stroke:var(--c)}.chart .dot,.chart .bar,.chart .key{fill:var(--c)}";

    /// <summary>The style of a chart in a file of its own.</summary>
    public const string OfFile = Variables + Elements + ".ground{fill:var(--surface)}";
}
