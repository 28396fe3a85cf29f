using System.Globalization;
using Bantam.Bench.Measuring;
using Bantam.Bench.Ops;
using Bantam.Bench.Reports;
using Bantam.Bench.Results;
using Bantam.Bench.Systems;
using Bantam.Cli.Rendering;
using Bantam.Execution;
using Bantam.Lowering;
using Bantam.Plans;
using Bantam.Targets.Cpu;
using Spectre.Console;

namespace Bantam.Bench.Suites;

/// <summary>Single kernels on one thread, and for products the tile that was picked beside the best of all.</summary>
internal sealed class OpsSuite : ISuite
{
    private static readonly string Ours = BantamCpu.NameOf(1);

    /// <inheritdoc/>
    public string Name => "ops";

    /// <inheritdoc/>
    public string Description => "single kernels on this processor, and which tiles would be best";

    /// <inheritdoc/>
    public Task<int> RunAsync(SuiteOptions options, CancellationToken cancellation)
    {
        options.SelectSystems([Ours]);
        var cases = options.SelectCases([.. OpCases.All()], c => c.Name);
        var results = new SuiteResults(Name, options.IsQuick);
        results.Describe(Ours, CpuTargets.Describe());
        var peak = new Peak(CpuTargets.Best);
        results.PeakGflops = peak.Measure();
        var choices = new List<(OpCase Case, TileChoice Choice)>();
        foreach (var @case in cases)
        {
            cancellation.ThrowIfCancellationRequested();
            Screen.Progress(@case.Name);
            try
            {
                var choice = TileChoice.Measure(
                    @case, Ours, Planner.Plan(@case.Graph, CpuTargets.Best), options.IsQuick ? Effort.Quick : Effort.Full);
                results.PeakGflops = peak.Measure();
                results.Add(choice.Picked);
                choices.Add((@case, choice));
            }
            catch (Exception error) when (error is MeasurementException or PlanException)
            {
                results.Add(new Absence(Ours, @case.Name, null, error.Message) { IsFailure = true });
            }
        }

        Write(results, choices);
        Console.WriteLine($"Written to {ResultFiles.Write(results, [])}.");
        return Task.FromResult(results.Absences.Count > 0 ? 1 : 0);
    }

    private static void Write(SuiteResults results, IReadOnlyList<(OpCase Case, TileChoice Choice)> choices)
    {
        var screen = Screen.Output;
        screen.WriteLine($"{results.Suite} on {Cpu.Name}; multiply-add peak {Whole(results.PeakGflops)} GFLOP/s a thread");
        screen.WriteLine("Products and convolutions, in per cent of the multiply-add peak; other kernels, of a copy of as many bytes.");
        var table = Tables.Make("kernel", " least", " median", " rate", " of the peak", "picked", "best other", " its rate", " gain");
        foreach (var (@case, choice) in choices)
        {
            var (rate, unit) = (@case.Rate(choice.Picked.Min), @case.IsArithmetic ? "GFLOP/s" : "GB/s");
            var whole = @case.IsArithmetic ? results.PeakGflops : MemoryCopy.Measure(@case.Bytes);
            string[] other = choice.Best is var (name, time)
                ? [name, $"{Whole(@case.Rate(time))} {unit}", $"{((choice.Picked.Min / time) - 1) * 100:0} %"]
                : ["", "", ""];
            table.AddTexts(
                [@case.Name, $"{Quantity.Digits(choice.Picked.Min * 1000)} µs", $"{Quantity.Digits(choice.Picked.Median * 1000)} µs",
                 $"{Whole(rate)} {unit}", $"{Whole(rate / whole * 100)} %", choice.Kernel, .. other]);
        }

        screen.Write(table);
        foreach (var absence in results.Absences) screen.WriteLine($"  {absence}");
    }

    private static string Whole(double value) => value.ToString("0", CultureInfo.InvariantCulture);
}
