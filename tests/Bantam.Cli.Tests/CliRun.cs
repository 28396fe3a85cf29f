using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace Bantam.Cli.Tests;

/// <summary>What a command did.</summary>
/// <param name="ExitCode">What it returned.</param>
/// <param name="Output">What it wrote to the output.</param>
/// <param name="Error">What it wrote to the error stream.</param>
internal sealed record CliRun(int ExitCode, string Output, string Error)
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(5);

    /// <summary>The result as the object that <c>--json</c> prints.</summary>
    public JsonElement Json => JsonDocument.Parse(Output).RootElement;

    /// <summary>Runs a command in this process.</summary>
    public static Task<CliRun> Here(params string[] arguments) => StoppedAfter("\0", arguments);

    /// <summary>Runs a command in this process and stops it, as Ctrl-C would, once it has said something on the error stream.</summary>
    public static async Task<CliRun> StoppedAfter(string text, params string[] arguments)
    {
        using var stopping = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        using var output = new StringWriter();
        using var error = new ListeningWriter(text, stopping.Cancel);
        var code = await CommandLine.RunAsync(arguments, new Terminal(output, error), stopping.Token);
        return new CliRun(code, output.ToString(), error.ToString());
    }

    /// <summary>Runs a command in this process that must do its work.</summary>
    public static async Task<CliRun> Succeed(params string[] arguments)
    {
        var run = await Here(arguments);
        Assert.True(run.ExitCode == 0, $"bantam {string.Join(' ', arguments)} returned {run.ExitCode}: {run.Error}");
        return run;
    }

    /// <summary>Starts a command as a process of its own.</summary>
    public static Process Start(params string[] arguments) => Start(Dotnet(), [CommandAssembly, .. arguments]);

    /// <summary>Runs a command as a process of its own.</summary>
    public static Task<CliRun> Apart(params string[] arguments) => Finish(Start(arguments));

    /// <summary>Runs a command as a process of its own, below a shell that has prepared its surroundings.</summary>
    public static Task<CliRun> BelowShell(string preparation, params string[] arguments) =>
        Finish(Start("/bin/bash", ["-c", $"{preparation}; exec \"$0\" \"$@\"", Dotnet(), CommandAssembly, .. arguments]));

    /// <summary>
    /// Starts a command that hears Ctrl-C, also where this process does not: what a shell starts in the background ignores it, and what
    /// that starts does too.
    /// </summary>
    public static Process StartHearing(params string[] arguments) => OperatingSystem.IsLinux()
        ? Start("env", ["--default-signal=INT", Dotnet(), CommandAssembly, .. arguments])
        : Start(arguments);

    /// <summary>Waits for a process.</summary>
    public static async Task<CliRun> Finish(Process process)
    {
        using (process)
        {
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
            limit.CancelAfter(Longest);
            try
            {
                var (output, error) = (
                    process.StandardOutput.ReadToEndAsync(limit.Token), process.StandardError.ReadToEndAsync(limit.Token));
                await process.WaitForExitAsync(limit.Token);
                return new CliRun(process.ExitCode, await output, await error);
            }
            catch (OperationCanceledException)
            {
                process.Kill(entireProcessTree: true);
                throw;
            }
        }
    }

    private static string CommandAssembly => typeof(CommandLine).Assembly.Location;

    private static Process Start(string program, IReadOnlyList<string> arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };

        // Code that is written to memory twice counts as a file, of which a test allows only small ones.
        start.Environment["DOTNET_EnableWriteXorExecute"] = "0";
        return Process.Start(start)!;
    }

    /// <summary>The program that runs this process.</summary>
    private static string Dotnet() =>
        Path.GetFullPath(
        Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..", OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet"));
}
