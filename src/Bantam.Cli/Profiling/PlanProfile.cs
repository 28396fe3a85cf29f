using System.Diagnostics;
using Bantam.Execution;
using Bantam.Graphs;
using Bantam.Kernels;
using Bantam.Plans;
using Bantam.Tensors;

namespace Bantam.Cli.Profiling;

/// <summary>How long the steps of a plan take on this machine.</summary>
/// <param name="Target">The vectors that they compute with.</param>
/// <param name="Threads">Threads that run them.</param>
/// <param name="Rounds">How many runs were measured; each time is the least of them.</param>
/// <param name="Milliseconds">A whole run.</param>
/// <param name="StepMilliseconds">All steps together.</param>
/// <param name="PeakGflops">The multiply-adds that the threads reach without memory, in GFLOP/s.</param>
/// <param name="Steps">The steps, the slowest first.</param>
internal sealed record PlanProfile(
    string Target, int Threads, int Rounds, double Milliseconds, double StepMilliseconds, double PeakGflops,
    IReadOnlyList<ProfiledStep> Steps)
{
    /// <summary>What was measured of each step.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public IReadOnlyList<StepTime> Times { get; private init; } = [];

    private const int LeastRounds = 3, MostRounds = 50;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <summary>Runs a session some times.</summary>
    /// <param name="session">The session; its inputs are as they are.</param>
    /// <param name="threads">Its threads.</param>
    public static PlanProfile Of(Session session, int threads)
    {
        var peak = new Peak(session.Plan.Target, threads);
        peak.Measure();
        session.Run();
        var whole = Run(session);
        var rounds = (int)Math.Clamp(Patience / whole / 2, LeastRounds, MostRounds);
        for (var round = 1; round < rounds; round++)
        {
            var again = Run(session);
            if (again < whole) whole = again;
        }

        var times = session.Measure(rounds);
        var sum = times.Sum(t => t.Milliseconds);
        var gflops = peak.Measure();
        return new PlanProfile(
            session.Plan.Target.Name, threads, rounds, whole.TotalMilliseconds, sum, gflops,
            [.. times.OrderByDescending(t => t.Milliseconds).Select(t => ProfiledStep.Of(t, sum, gflops))]) { Times = times };
    }

    /// <summary>Plans a model, gives it random numbers between 0 and 1, and integers of 0, and runs it some times.</summary>
    /// <param name="plan">The plan, for this processor.</param>
    /// <param name="threads">How many threads run it.</param>
    public static PlanProfile Of(Plan plan, int threads)
    {
        var session = new Session(plan, threads: threads);
        var random = new Random(1);
        foreach (var (name, (type, _)) in plan.Inputs)
            if (type.Element == ElementType.Float)
                foreach (ref var x in session.Input<float>(name))
                    x = random.NextSingle();
        return Of(session, threads);
    }

    private static TimeSpan Run(Session session)
    {
        var start = Stopwatch.GetTimestamp();
        session.Run();
        return Stopwatch.GetElapsedTime(start);
    }
}
