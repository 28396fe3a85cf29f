using System.Globalization;
using System.Net;
using System.Text;

namespace Bantam.Reports.Charts;

/// <summary>Writes elements of HTML and SVG. Texts and attributes are escaped, numbers are in English notation.</summary>
internal sealed class Markup
{
    private readonly StringBuilder _text = new();

    /// <summary>An element without content.</summary>
    public Markup Add(string name, params IReadOnlyList<(string Name, object? Value)> attributes)
    {
        Begin(name, attributes);
        _text.Length--;
        _text.Append("/>");
        return this;
    }

    /// <summary>An element with a text.</summary>
    public Markup Text(string name, string text, params IReadOnlyList<(string Name, object? Value)> attributes)
    {
        Begin(name, attributes);
        _text.Append(WebUtility.HtmlEncode(text));
        return End(name);
    }

    /// <summary>An element whose content others write.</summary>
    public Markup In(string name, IReadOnlyList<(string Name, object? Value)> attributes, Action content)
    {
        Begin(name, attributes);
        content();
        return End(name);
    }

    /// <summary>What is markup already.</summary>
    public Markup Raw(string markup)
    {
        _text.Append(markup);
        return this;
    }

    /// <inheritdoc/>
    public override string ToString() => _text.ToString();

    /// <summary>A number with as many digits as people read.</summary>
    public static string Number(double value) => value switch
    {
        0 => "0",
        _ when !double.IsFinite(value) => double.IsNaN(value) ? "NaN" : value > 0 ? "∞" : "−∞",
        _ when Math.Abs(value) is >= 1e6 or < 1e-4 => value.ToString("0.##e0", CultureInfo.InvariantCulture),
        _ when Math.Abs(value) >= 10_000 => value.ToString("#,0", CultureInfo.InvariantCulture),
        _ when Math.Abs(value) >= 1000 => value.ToString("0", CultureInfo.InvariantCulture),
        _ => ((decimal)value).ToString("G4", CultureInfo.InvariantCulture),
    };

    private void Begin(string name, IReadOnlyList<(string Name, object? Value)> attributes)
    {
        _text.Append('<').Append(name);
        foreach (var (key, value) in attributes)
            if (value is not null)
                _text.Append(' ').Append(key).Append("=\"").Append(WebUtility.HtmlEncode(Written(value))).Append('"');
        _text.Append('>');
    }

    private Markup End(string name)
    {
        _text.Append("</").Append(name).Append('>');
        return this;
    }

    private static string Written(object value) => value switch
    {
        double number => Math.Round(number, 2).ToString("0.##", CultureInfo.InvariantCulture),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };
}
