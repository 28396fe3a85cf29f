using System.Diagnostics;
using System.Text;

namespace Bantam.Packages.Tests;

/// <summary>Runs programs as somebody at a terminal does.</summary>
internal static class Programs
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(5);

    /// <summary>Runs a program to its end; gives what it printed. A test fails where the program does.</summary>
    public static async Task<string> RunAsync(string folder, string program, params IReadOnlyList<string> arguments)
    {
        using var process = Start(folder, program, arguments);
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        using var timer = new CancellationTokenSource(Limit);
        try
        {
            await process.WaitForExitAsync(timer.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            Assert.Fail($"{program} {string.Join(' ', arguments)} does not end.");
        }

        var printed = await output;
        Assert.True(process.ExitCode == 0, $"{program} {string.Join(' ', arguments)} > {process.ExitCode}\n{printed}{await errors}");
        return printed;
    }

    /// <summary>Starts one that goes on until it is ended; gives the first line that it prints in which a text is.</summary>
    public static async Task<(Process Process, string Line)> ServeAsync(
        string folder, string program, IReadOnlyList<string> arguments, string text)
    {
        var process = Start(folder, program, arguments);
        _ = process.StandardError.ReadToEndAsync();
        var before = new StringBuilder();
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            before.AppendLine(line);
            if (!line.Contains(text, StringComparison.Ordinal)) continue;
            _ = process.StandardOutput.ReadToEndAsync();
            return (process, line);
        }

        throw new InvalidOperationException($"{program} never printed '{text}', but:\n{before}");
    }

    private static Process Start(string folder, string program, IReadOnlyList<string> arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true,
        };
        // What the test runner sets for itself is not meant for a build.
        foreach (var name in start.Environment.Keys.Where(k => k.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase)).ToArray())
            start.Environment.Remove(name);
        foreach (var (name, value) in ((string, string)[])
            [("DOTNET_NOLOGO", "1"), ("DOTNET_CLI_TELEMETRY_OPTOUT", "1"), ("MSBUILDDISABLENODEREUSE", "1"), ("NO_COLOR", "1")])
            start.Environment[name] = value;
        var process = Process.Start(start)!;
        process.StandardInput.Close();
        return process;
    }
}
