using System.Text.RegularExpressions;

namespace Bantam.Vision;

/// <summary>The names of conventions as people write them.</summary>
public static partial class ResizeConventions
{
    /// <summary>All names, such as <c>opencv-linear</c>.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. Enum.GetValues<ResizeConvention>().Select(NameOf)];

    /// <summary>The name of a convention: its words in small letters with hyphens.</summary>
    public static string NameOf(this ResizeConvention convention) => WordBegins().Replace(
        convention.ToString().Replace("OpenCV", "Opencv", StringComparison.Ordinal)
            .Replace("TensorFlow", "Tensorflow", StringComparison.Ordinal), "-").ToLowerInvariant();

    /// <summary>The convention of a name; null where there is none.</summary>
    public static ResizeConvention? Find(string name) =>
        Names.ToList().IndexOf(name) is >= 0 and var index ? Enum.GetValues<ResizeConvention>()[index] : null;

    /// <summary>Whether the results are whole numbers from 0 to 255.</summary>
    internal static bool IsRounded(this ResizeConvention convention) => convention < ResizeConvention.TensorFlowNearest;

    /// <summary>Whether results are rounded after each axis, the horizontal one first.</summary>
    internal static bool IsRoundedTwice(this ResizeConvention convention) =>
        convention is > ResizeConvention.PilNearest and <= ResizeConvention.PilLanczos;

    [GeneratedRegex("(?<=.)(?=[A-Z])")]
    private static partial Regex WordBegins();
}
