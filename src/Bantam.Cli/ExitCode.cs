namespace Bantam.Cli;

/// <summary>What a command tells the program that called it.</summary>
internal static class ExitCode
{
    /// <summary>The work is done.</summary>
    public const int Done = 0;

    /// <summary>The work failed or was stopped.</summary>
    public const int Failed = 1;

    /// <summary>The command was wrong, and nothing was done.</summary>
    public const int Usage = 2;
}
