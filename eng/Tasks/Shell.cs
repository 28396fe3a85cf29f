using System.Diagnostics;

namespace Bantam.Tasks;

/// <summary>Runs programs. What they print goes where our own output goes; their standard input is empty.</summary>
internal static class Shell
{
    /// <summary>The exit code that stands for "it ran past its time and was ended".</summary>
    public const int TimedOut = 124;

    /// <summary>Runs a program in the repository's root and returns its exit code.</summary>
    public static async Task<int> RunAsync(
        string program, IEnumerable<string> arguments, TimeSpan? limit = null, IEnumerable<(string Name, string Value)>? environment = null)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = Repository.Root,
            RedirectStandardInput = true,
            UseShellExecute = false,
        };
        foreach (var (name, value) in environment ?? []) start.Environment[name] = value;
        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        using var timer = new CancellationTokenSource(limit ?? Timeout.InfiniteTimeSpan);
        try
        {
            await process.WaitForExitAsync(timer.Token);
            return process.ExitCode;
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync(CancellationToken.None);
            return TimedOut;
        }
    }

    /// <summary>Runs a program up to three times, for what a busy registry may refuse once.</summary>
    public static async Task<int> RetryAsync(string program, params string[] arguments)
    {
        const int attempts = 3;
        for (var attempt = 1; ; attempt++)
        {
            var code = await RunAsync(program, arguments);
            if (code == 0 || attempt == attempts) return code;
            Console.WriteLine($"'{program} {arguments[0]}' failed ({code}); try {attempt + 1} of {attempts} follows.");
            await Task.Delay(TimeSpan.FromSeconds(5 * attempt));
        }
    }
}
