namespace Bantam.Bench.Measuring;

/// <summary>How long a suite looks. All systems get the same.</summary>
/// <param name="Rounds">How often it is each system's turn.</param>
/// <param name="Runs">The fewest samples of a turn.</param>
/// <param name="Seconds">The shortest turn.</param>
/// <param name="MostSeconds">No turn begins another sample after this.</param>
/// <param name="TotalSeconds">A system that has used up so much in all turns together, preparation left out, gets no more.</param>
internal sealed record Effort(int Rounds, int Runs, double Seconds, double MostSeconds, double TotalSeconds)
{
    /// <summary>For numbers that are written down.</summary>
    public static Effort Full { get; } = new(Rounds: 6, Runs: 10, Seconds: 0.25, MostSeconds: 4, TotalSeconds: 20);

    /// <summary>For a look.</summary>
    public static Effort Quick { get; } = new(Rounds: 2, Runs: 3, Seconds: 0.05, MostSeconds: 1, TotalSeconds: 4);
}
