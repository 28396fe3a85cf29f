using System.Globalization;

namespace Bantam.Cli.Rendering;

/// <summary>Numbers as people read them.</summary>
internal static class Texts
{
    /// <summary>A number with its thousands apart.</summary>
    public static string Count(double number) => number.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>A share in percent, to a hundredth.</summary>
    public static string Percent(double share) => (share * 100).ToString("0.00", CultureInfo.InvariantCulture) + " %";

    /// <summary>A size in bytes, KB or MB.</summary>
    public static string Bytes(long bytes) => bytes < 1000 ? $"{bytes} bytes"
        : bytes < 1_000_000 ? $"{(bytes / 1000.0).ToString(bytes < 10_000 ? "0.0" : "0", CultureInfo.InvariantCulture)} KB"
        : $"{(bytes / 1e6).ToString(bytes < 10_000_000 ? "0.00" : "0.0", CultureInfo.InvariantCulture)} MB";

    /// <summary>A time in seconds, or minutes and seconds.</summary>
    public static string Duration(TimeSpan time)
    {
        var seconds = (long)Math.Ceiling(time.TotalSeconds);
        return seconds < 60 ? $"{seconds} s" : seconds < 3600 ? $"{seconds / 60} min {seconds % 60} s"
            : $"{seconds / 3600} h {seconds / 60 % 60} min";
    }
}
