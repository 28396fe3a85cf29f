using Bantam.Kernels;
using Bantam.Targets.Cpu;

namespace Bantam.Bench.Suites;

/// <summary>What part of a suite is run, and how long it looks.</summary>
/// <param name="IsQuick">Whether a look is enough.</param>
/// <param name="Cases">Cases, or how their names begin; none for all.</param>
/// <param name="Systems">Systems, or how their names begin; none for all.</param>
internal sealed record SuiteOptions(bool IsQuick, IReadOnlyList<string> Cases, IReadOnlyList<string> Systems)
{
    /// <summary>What our own code is compiled for; the fastest that this processor has by default.</summary>
    public Target Target { get; init; } = CpuTargets.Best;

    /// <summary>The cases that are wanted, of those that there are.</summary>
    /// <exception cref="UsageException">A wanted one does not exist.</exception>
    public IReadOnlyList<T> SelectCases<T>(IReadOnlyList<T> all, Func<T, string> name) => Select(all, name, Cases, "case");

    /// <summary>The systems that are wanted, of those that there are.</summary>
    /// <exception cref="UsageException">A wanted one does not exist.</exception>
    public IReadOnlyList<string> SelectSystems(IReadOnlyList<string> all) => Select(all, s => s, Systems, "system");

    private static IReadOnlyList<T> Select<T>(IReadOnlyList<T> all, Func<T, string> name, IReadOnlyList<string> wanted, string kind)
    {
        if (wanted.FirstOrDefault(w => !all.Any(item => Matches(name(item), w))) is { } unknown)
            throw new UsageException($"This suite has no {kind} '{unknown}'; it has {string.Join(", ", all.Select(name))}.");
        return wanted.Count == 0 ? all : [.. all.Where(item => wanted.Any(w => Matches(name(item), w)))];
    }

    /// <summary>Whether a name is the wanted one, or begins with it and goes on behind a separator.</summary>
    private static bool Matches(string name, string wanted) =>
        wanted.Length > 0 && name.StartsWith(wanted, StringComparison.Ordinal)
            && (name.Length == wanted.Length || name[wanted.Length] is '-' or '/' or ' ');
}
