namespace Bantam.Reports.Pages;

/// <summary>What sums up many numbers.</summary>
internal static class Moments
{
    /// <summary>Mean, deviation, least and greatest.</summary>
    public static (double Mean, double Deviation, double Least, double Most) Of(ReadOnlySpan<float> values)
    {
        if (values.IsEmpty) return default;
        var (sum, squares, least, most) = (0.0, 0.0, double.PositiveInfinity, double.NegativeInfinity);
        foreach (var value in values) (sum, least, most) = (sum + value, Math.Min(least, value), Math.Max(most, value));
        var mean = sum / values.Length;
        foreach (var value in values) squares += (value - mean) * (value - mean);
        return (mean, Math.Sqrt(squares / values.Length), least, most);
    }
}
