using Bantam.Bench.Measuring;
using Bantam.Bench.Results;
using Bantam.Kernels;
using Bantam.Lowering;
using Bantam.Plans;

namespace Bantam.Bench.Ops;

/// <summary>What was measured of a kernel that a plan picked, and of the best that it might have picked.</summary>
/// <param name="Kernel">The kernel's name.</param>
/// <param name="Picked">Milliseconds of a run.</param>
/// <param name="Best">The fastest other tile and its milliseconds; null where there is no choice of tiles.</param>
internal sealed record TileChoice(string Kernel, Row Picked, (string Kernel, double Milliseconds)? Best)
{
    private const int Turns = 3;
    private const int RunsOfTurn = 3;

    /// <summary>Measures the kernel of the most work in a plan, in turns with the others.</summary>
    public static TileChoice Measure(OpCase @case, string system, Plan plan, Effort effort)
    {
        var planned = plan.Calls.ToList();
        var heaviest = planned.MaxBy(c => c.Cost) ?? throw new MeasurementException($"The plan of {@case.Name} has no kernel.");
        var isGemm = GemmTiles.IsGemm(heaviest);
        var steps = new PlanSteps(plan, isGemm ? GemmTiles.ExtraBytes(heaviest) : 0);
        if (isGemm)
            foreach (var other in GemmTiles.Of(heaviest, plan.WorkBytes).Where(o => o.Kernel != heaviest.Kernel)) TryAdd(steps, other);

        // The whole plan runs once, so that the kernel finds what the steps before it leave.
        foreach (var i in Enumerable.Range(0, planned.Count)) steps.Run(i);
        int[] candidates = [planned.IndexOf(heaviest), .. Enumerable.Range(planned.Count, steps.Calls.Count() - planned.Count)];
        var samples = candidates.Select(_ => new List<double>()).ToArray();
        foreach (var i in Enumerable.Range(0, candidates.Length)) steps.Run(candidates[i]);
        var share = effort with { Runs = RunsOfTurn, Seconds = effort.Seconds / candidates.Length, MostSeconds = effort.Seconds };
        for (var turn = 0; turn < Turns; turn++)
            for (var i = 0; i < candidates.Length; i++)
                samples[i].AddRange(Sampler.Take(() => steps.Run(candidates[i]), share));

        var calls = steps.Calls.ToArray();
        var best =
            Enumerable.Range(1, candidates.Length - 1).Select(i => (calls[candidates[i]].Kernel.Name, Time: samples[i].Min()))
            .OrderBy(c => c.Time).FirstOrDefault();
        return new TileChoice(
            heaviest.Kernel.Name, Row.Of(@case.Name, system, Cases.Metrics.Run, samples[0]), best.Name is null ? null : best);
    }

    private static void TryAdd(PlanSteps steps, KernelCall call)
    {
        try
        {
            steps.Add(call);
        }
        catch (KernelException)
        {
            // The tile takes more code than the writer allows a kernel, so no plan could pick it.
        }
    }
}
