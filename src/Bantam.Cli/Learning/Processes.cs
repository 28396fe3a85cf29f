using System.Diagnostics;

namespace Bantam.Cli.Learning;

/// <summary>What this process has used.</summary>
internal static class Processes
{
    /// <summary>The most physical memory that it has had at once, in bytes.</summary>
    public static long PeakBytes
    {
        get
        {
            using var process = Process.GetCurrentProcess();
            return process.PeakWorkingSet64;
        }
    }
}
