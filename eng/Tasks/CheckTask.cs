using System.Diagnostics;

namespace Bantam.Tasks;

/// <summary><c>./check</c>: what a commit needs to pass, in under two minutes.</summary>
internal static class CheckTask
{
    /// <param name="fix">Whether the formatting is repaired rather than judged.</param>
    public static async Task<int> RunAsync(bool fix)
    {
        var clock = Stopwatch.StartNew();
        // Whitespace only: rules of style are warnings of the build, which are errors, and loading all projects twice costs a minute.
        string[] verify = fix ? [] : ["--verify-no-changes"];
        var format = await Shell.RunAsync(
            "dotnet", ["format", "whitespace", Repository.Root, "--folder", "--exclude", "artifacts", .. verify]);
        if (format != 0) Console.WriteLine("The formatting differs from .editorconfig: './check --fix' repairs it.");

        var result = format;
        if (await Solution.BuildAsync())
        {
            Ledger.Print();
            result |= await TestTask.RunBuiltAsync(TestOptions.Parse(["--fast"]));
        }
        else
        {
            result = 1;
        }

        Console.WriteLine($"{(result == 0 ? "Ready to commit" : "Not ready to commit")} ({clock.Elapsed.TotalSeconds:F0} s).");
        return result == 0 ? 0 : 1;
    }
}
