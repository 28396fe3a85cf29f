namespace Bantam.Bench.Results;

/// <summary>A number that there is not, and why.</summary>
/// <param name="System">The system.</param>
/// <param name="Case">The case; null for all.</param>
/// <param name="Metric">The metric; null for all.</param>
/// <param name="Reason">A sentence.</param>
internal sealed record Absence(string System, string? Case, string? Metric, string Reason)
{
    /// <summary>Whether something went wrong; else the system is not made for it, or not installed.</summary>
    public bool IsFailure { get; init; }

    /// <inheritdoc/>
    public override string ToString() => $"{string.Join(' ', new[] { System, Case, Metric }.OfType<string>())}: {Reason}";
}
