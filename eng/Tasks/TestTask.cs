using System.Diagnostics;

namespace Bantam.Tasks;

/// <summary><c>./test</c>: builds everything, runs every test executable, and ends with one line of counts.</summary>
internal static class TestTask
{
    /// <summary>A project that runs longer hangs.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(30);

    private static readonly TimeSpan LongLimit = TimeSpan.FromHours(12);

    /// <returns>0 when at least one test ran and none failed, else 1.</returns>
    public static async Task<int> RunAsync(TestOptions options)
    {
        if (!await Solution.BuildAsync(options.Projects.Count == 1 ? options.Projects[0].File : null)) return 1;
        if (!options.Fast && options.Projects.Any(project => project.NeedsBrowser)) await SystemProgram.Browser.EnsureAsync();
        if (!options.Fast && options.Projects.Any(project => project.NeedsLinker)) await SystemProgram.Linker.EnsureAsync();
        if (!options.Fast && options.Projects.Any(project => project.NeedsTorch)) await SystemProgram.Torch.EnsureAsync();
        return await RunBuiltAsync(options);
    }

    /// <summary>The same, of what is built already.</summary>
    public static async Task<int> RunBuiltAsync(TestOptions options)
    {
        var projects = options.Projects.Where(project => !options.Fast || !project.IsFuzzing).ToArray();
        var total = new TestCounts(0, 0, 0);
        var rows = new List<string>();
        foreach (var project in projects)
        {
            var clock = Stopwatch.StartNew();
            var (counts, problem) = await RunAsync(project, options);
            total += counts;
            rows.Add($"  {project.Name,-32} {counts}  ({clock.Elapsed.TotalSeconds:F0} s){(problem is null ? "" : "  " + problem)}");
        }

        Console.WriteLine();
        foreach (var row in rows) Console.WriteLine(row);
        Console.WriteLine();
        Console.WriteLine(total);
        return total is { Passed: > 0, Failed: 0 } ? 0 : 1;
    }

    private static async Task<(TestCounts Counts, string? Problem)> RunAsync(TestProject project, TestOptions options)
    {
        Console.WriteLine();
        Console.WriteLine($"=== {project.Name}");
        var none = new TestCounts(0, 1, 0);
        if (!File.Exists(project.Assembly)) return (none, "It was not built: it is missing in Bantam.slnx.");
        var report = Repository.Artifact("tests", project.Name + ".xml");
        Directory.CreateDirectory(Path.GetDirectoryName(report)!);
        File.Delete(report);

        List<string> arguments = ["exec", project.Assembly, "-noLogo", "-result-xml", report];
        if (Console.IsOutputRedirected) arguments.Add("-noColor");
        if (options.Fast) arguments.AddRange(["-reporter", "quiet", "-trait-", "Needs=browser", "-trait-", "Speed=slow"]);
        arguments.AddRange(options.RunnerArguments);
        var code = await Shell.RunAsync("dotnet", arguments, options.Long ? LongLimit : Limit, Environment(options));

        var counts = TestCounts.TryRead(report);
        if (code == Shell.TimedOut)
            return ((counts ?? none) with { Failed = Math.Max(1, counts?.Failed ?? 0) }, "It ran past its time and was ended.");
        if (counts is null) return (none, $"It ended without a report (exit code {code}): it crashed.");
        if (counts is { Passed: 0, Failed: 0, Skipped: 0 })
        {
            // A filter need not meet a test in every project.
            return options.Fast || options.RunnerArguments.Count > 0 ? (counts, null) : (none, "It ran no test.");
        }

        if (code != 0 && counts.Failed == 0) return (counts with { Failed = 1 }, $"It ended with exit code {code}.");
        return (counts, null);
    }

    private static IEnumerable<(string Name, string Value)> Environment(TestOptions options)
    {
        yield return ("TESTINGPLATFORM_TELEMETRY_OPTOUT", "1");
        if (options.Long) yield return ("BANTAM_LONG", "1");
    }
}
