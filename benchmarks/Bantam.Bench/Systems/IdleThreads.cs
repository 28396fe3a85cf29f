namespace Bantam.Bench.Systems;

/// <summary>The threads of a pool spin for a while when they run out of work, and would slow down whoever is measured next.</summary>
internal static class IdleThreads
{
    /// <summary>After this they sleep.</summary>
    public static readonly TimeSpan StopSpinning = TimeSpan.FromMilliseconds(50);
}
