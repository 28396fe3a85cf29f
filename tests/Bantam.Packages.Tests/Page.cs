using System.Text.RegularExpressions;
using Bantam.Architecture.Tests;

namespace Bantam.Packages.Tests;

/// <summary>The blocks of code on a page of the documents, which are run as a reader would paste them.</summary>
internal static partial class Page
{
    /// <summary>The blocks of a language, in order.</summary>
    public static string[] Blocks(string page, string language) =>
        [.. Block().Matches(Checkout.Read(page)).Where(m => m.Groups[1].Value == language).Select(m => m.Groups[2].Value)];

    [GeneratedRegex("^```(\\w+)\n(.*?)^```", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex Block();
}
