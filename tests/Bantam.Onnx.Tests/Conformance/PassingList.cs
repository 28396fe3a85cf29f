using System.Runtime.CompilerServices;

namespace Bantam.Onnx.Tests.Conformance;

/// <summary>A checked-in list of tests that pass. It may only grow: with BANTAM_PROMOTE=1 what passes now is added to it.</summary>
internal sealed class PassingList(string name)
{
    private readonly string _path = PathOf(name);

    private static bool IsPromoting => Environment.GetEnvironmentVariable("BANTAM_PROMOTE") == "1";

    /// <summary>Where a list is.</summary>
    public static string PathOf(string name, [CallerFilePath] string caller = "") => Path.Combine(Path.GetDirectoryName(caller)!, name);

    /// <summary>Fails where a test of the list does not pass; tells of those that pass and are not on it.</summary>
    /// <param name="failures">Every test with the reason why it fails, or null.</param>
    public void Check(IReadOnlyDictionary<string, string?> failures)
    {
        // Why the others fail is what whoever extends the operators wants to read next.
        var reasons = failures.Where(f => f.Value is not null).Select(f => $"{f.Key}: {f.Value!.ReplaceLineEndings(" ")}");
        File.WriteAllLines(Path.Combine(AppContext.BaseDirectory, Path.ChangeExtension(name, ".failing.txt")), reasons);
        var listed = File.Exists(_path) ? File.ReadAllLines(_path) : [];
        var passing = failures.Where(f => f.Value is null).Select(f => f.Key).ToHashSet();
        var promoted = passing.Except(listed).Order(StringComparer.Ordinal).ToArray();
        var output = TestContext.Current.TestOutputHelper;
        if (promoted.Length > 0 && IsPromoting) File.WriteAllLines(_path, listed.Union(passing).Order(StringComparer.Ordinal));
        else if (promoted.Length > 0)
            output?.WriteLine($"{promoted.Length} more tests pass; BANTAM_PROMOTE=1 adds them to {name}:\n{string.Join('\n', promoted)}");
        output?.WriteLine($"{passing.Count} of {failures.Count} pass.");

        var broken = listed.Where(n => !passing.Contains(n))
            .Select(n => $"{n}: {failures.GetValueOrDefault(n, "there is no such test")}")
            .ToArray();
        Assert.True(broken.Length == 0, $"{broken.Length} tests of {name} no longer pass:\n{string.Join('\n', broken)}");
        Assert.NotEmpty(listed);
    }
}
