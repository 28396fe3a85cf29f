using Bantam.Bench.Results;

namespace Bantam.Bench.Goals;

/// <summary>What the project wants to reach, to be held against what was measured.</summary>
/// <param name="Text">The goal, for people.</param>
/// <param name="Metric">What is measured.</param>
/// <param name="Cases">On what.</param>
/// <param name="Ours">The system that is to reach it.</param>
internal abstract record Goal(string Text, string Metric, IReadOnlyList<string> Cases, string Ours)
{
    /// <summary>The systems that ours is held against; none where a number is.</summary>
    public virtual IReadOnlyList<string> Rivals => [];

    /// <summary>Holds the goal against results: a verdict a case, or one for all.</summary>
    public abstract IEnumerable<Verdict> Judge(SuiteResults results);

    /// <summary>A verdict where a number is missing.</summary>
    protected Verdict Unknown(string @case, string required, SuiteResults results, params IEnumerable<string> systems)
    {
        var reasons = from system in systems
                      from metric in Metric.Split('+')
                      where results.Find(@case, system, metric) is null
                      select results.Absences.LastOrDefault(
                          a => a.System == system && (a.Case ?? @case) == @case && (a.Metric ?? metric) == metric)?.ToString()
                          ?? $"{system} {@case} {metric}: it was not measured.";
        return new Verdict(this, @case, null, required, null, string.Join(' ', reasons.Distinct()));
    }
}
