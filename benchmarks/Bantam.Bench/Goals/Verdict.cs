namespace Bantam.Bench.Goals;

/// <summary>A goal held against a measurement.</summary>
/// <param name="Goal">The goal.</param>
/// <param name="Case">The case, or what stands for several.</param>
/// <param name="Measured">What was measured; null where a number is missing.</param>
/// <param name="Required">What it should be.</param>
/// <param name="IsMet">Whether it is; null where nobody knows.</param>
/// <param name="Note">What else there is to know.</param>
internal sealed record Verdict(Goal Goal, string Case, string? Measured, string Required, bool? IsMet, string Note)
{
    /// <summary>The verdict in a word.</summary>
    public string Word => IsMet switch
    {
        true => "met",
        false => "MISSED",
        null => "unknown",
    };
}
