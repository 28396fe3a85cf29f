using System.Globalization;
using Bantam.Bench.Cases;

namespace Bantam.Bench.Results;

/// <summary>Numbers for people.</summary>
internal static class Quantity
{
    /// <summary>A number with the unit of its metric.</summary>
    public static string Format(string metric, double value) =>
        Metrics.IsTime(metric) ? $"{Digits(value)} ms" : $"{Digits(value / 1000)} KB";

    /// <summary>Three digits that count, or all before the point.</summary>
    public static string Digits(double value)
    {
        if (value == 0 || !double.IsFinite(value)) return value.ToString(CultureInfo.InvariantCulture);
        var places = Math.Clamp(2 - (int)Math.Floor(Math.Log10(Math.Abs(value))), 0, 6);
        return value.ToString($"F{places}", CultureInfo.InvariantCulture);
    }
}
