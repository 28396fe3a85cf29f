using System.Globalization;
using System.Xml.Linq;

namespace Bantam.Tasks;

/// <summary>What one or more test projects reported.</summary>
internal sealed record TestCounts(int Passed, int Failed, int Skipped)
{
    public static TestCounts operator +(TestCounts left, TestCounts right) =>
        new(left.Passed + right.Passed, left.Failed + right.Failed, left.Skipped + right.Skipped);

    /// <summary>The closing line: <c>N passed, N failed</c>, and <c>, N skipped</c> where there are any.</summary>
    public override string ToString() => $"{Passed} passed, {Failed} failed" + (Skipped > 0 ? $", {Skipped} skipped" : "");

    /// <summary>
    /// Reads a report of the runner. An error outside of tests (a fixture that throws when it is disposed of) counts as a failure.
    /// Null when there is no complete report, because the process died before it wrote one.
    /// </summary>
    public static TestCounts? TryRead(string report)
    {
        if (!File.Exists(report)) return null;
        try
        {
            var assemblies = XDocument.Load(report).Root!.Elements("assembly").ToArray();
            return assemblies.Length == 0 ? null : assemblies.Select(Read).Aggregate((left, right) => left + right);
        }
        catch (System.Xml.XmlException)
        {
            return null;
        }
    }

    private static TestCounts Read(XElement assembly)
    {
        int Count(string name) => int.Parse(assembly.Attribute(name)?.Value ?? "0", CultureInfo.InvariantCulture);
        return new TestCounts(Count("passed"), Count("failed") + Count("errors"), Count("skipped"));
    }
}
