using System.Globalization;
using System.Runtime.CompilerServices;

namespace Bantam.Onnx.Tests.Conformance;

/// <summary>
/// Two checked-in lists for a way to run the node tests: those that pass, which may only grow, and why each of the others does not
/// (<see cref="FailingList"/>). With BANTAM_PROMOTE=1 what passes now is moved from the second to the first.
/// </summary>
/// <param name="executor">How the tests are run, which is a part of the lists' names.</param>
internal sealed class PassingList(string executor)
{
    private readonly string _name = $"passing-{executor}.txt";

    private static bool IsPromoting => Environment.GetEnvironmentVariable("BANTAM_PROMOTE") == "1";

    /// <summary>Where a list is.</summary>
    public static string PathOf(string name) => Path.Combine(Folder(), name);

    /// <summary>Fails where a test of the list does not pass, or where one does not pass for a reason that nobody wrote down.</summary>
    /// <param name="failures">Every test with the reason why it fails, or null.</param>
    public void Check(IReadOnlyDictionary<string, string?> failures)
    {
        var path = PathOf(_name);
        // What each of the others ends in is what whoever extends the operators wants to read next.
        var reasons = failures.Where(f => f.Value is not null).Select(f => $"{f.Key}: {f.Value!.ReplaceLineEndings(" ")}");
        File.WriteAllLines(Path.Combine(AppContext.BaseDirectory, Path.ChangeExtension(_name, ".failing.txt")), reasons);
        var listed = File.Exists(path) ? File.ReadAllLines(path) : [];
        var passing = failures.Where(f => f.Value is null).Select(f => f.Key).ToHashSet();
        var failing = FailingList.Read(executor);
        if (IsPromoting && passing.Except(listed).Any())
        {
            File.WriteAllLines(path, listed.Union(passing).Order(StringComparer.Ordinal));
            failing.Remove(passing);
        }

        File.WriteAllLines(
            Path.Combine(AppContext.BaseDirectory, $"conformance-{executor}.txt"),
            [
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{passing.Count} of {failures.Count} ({Math.Floor(1000.0 * passing.Count / failures.Count) / 10:F1} %)"),
                .. failing.Summary,
            ]);
        var problems = listed.Where(n => !passing.Contains(n))
            .Select(n => $"{n} no longer passes: {failures.GetValueOrDefault(n, "there is no such test")}")
            .Concat(passing.Except(IsPromoting ? passing : listed).Select(n => $"{n} passes and is not listed."))
            .Concat(failing.Problems(failures)).ToArray();
        Assert.True(
            problems.Length == 0,
            $"{problems.Length} tests of {_name} are not as listed; BANTAM_PROMOTE=1 lists those that now pass.\n"
            + string.Join('\n', problems));
        Assert.NotEmpty(passing);
    }

    private static string Folder([CallerFilePath] string caller = "") => Path.GetDirectoryName(caller)!;
}
