using System.Diagnostics;

namespace Bantam.Cli.Demo;

/// <summary>Time that work may take, from when it is made.</summary>
/// <param name="limit">The time.</param>
internal sealed class Budget(TimeSpan limit)
{
    private readonly Stopwatch _clock = Stopwatch.StartNew();

    /// <summary>The time that was used.</summary>
    public TimeSpan Used => _clock.Elapsed;

    /// <summary>The time that is left.</summary>
    public TimeSpan Left => limit > Used ? limit - Used : TimeSpan.Zero;

    /// <summary>The part that was used, 0 to 1.</summary>
    public double Share => Math.Min(Used / limit, 1);
}
