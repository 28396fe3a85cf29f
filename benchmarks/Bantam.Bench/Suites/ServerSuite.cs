using System.Diagnostics;
using Bantam.Bench.Cases;
using Bantam.Bench.Goals;
using Bantam.Bench.Measuring;
using Bantam.Bench.Reports;
using Bantam.Bench.Results;
using Bantam.Bench.Serving;
using Bantam.Bench.Systems;
using Bantam.Execution;
using Bantam.Onnx;
using Bantam.Targets.Cpu;

namespace Bantam.Bench.Suites;

/// <summary>A model that many threads call at once, models that come and go, and a model beside another busy program.</summary>
internal sealed class ServerSuite : ISuite
{
    /// <summary>Batches of one to eight samples in turn.</summary>
    public const string Mixed = "mixed-batches";

    /// <summary>Models of several sizes, loaded, run once and forgotten.</summary>
    public const string Dropped = "dropped-models";

    /// <summary>The largest batch beside a program that does not let go of a processor.</summary>
    public const string Busy = "busy-processor";

    /// <summary>Threads that call one model.</summary>
    private const int Count = 32;

    /// <summary>Turns of those that are compared; memory is looked at after each.</summary>
    private const int Turns = 12;

    /// <summary>One caller, one thread.</summary>
    public static readonly string One = BantamCpu.NameOf(1);

    /// <summary>One caller, two threads.</summary>
    public static readonly string Two = BantamCpu.NameOf(2);

    /// <summary>32 callers of one model.</summary>
    public const string Many = "bantam/cpu/32-callers";

    private static readonly BenchmarkCase[] All = [new(Mixed, []), new(Dropped, []), new(Busy, [])];

    /// <inheritdoc/>
    public string Name => "server";

    /// <inheritdoc/>
    public string Description => "one model called by 32 threads, a thousand models one after the other, a busy neighbour";

    /// <inheritdoc/>
    public Task<int> RunAsync(SuiteOptions options, CancellationToken cancellation)
    {
        var systems = options.SelectSystems([One, Two, Many]);
        var cases = options.SelectCases(All, c => c.Name);
        var results = new SuiteResults(Name, options.IsQuick);
        results.Describe(One, CpuTargets.Describe());
        var peak = new Peak(options.Target);
        results.PeakGflops = peak.Measure();
        foreach (var @case in cases)
        {
            cancellation.ThrowIfCancellationRequested();
            Screen.Progress(@case.Name);
            try
            {
                if (@case.Name == Mixed) CallAtOnce(results, options.IsQuick, cancellation);
                else if (@case.Name == Dropped) LoadAndDrop(results, options.IsQuick ? 200 : 1000, cancellation);
                else RunBeside(results, options.IsQuick, cancellation);
            }
            catch (MeasurementException error)
            {
                results.Add(new Absence(Many, @case.Name, null, error.Message) { IsFailure = @case.Name != Busy });
            }
        }

        var goals = ServerGoals.All.Where(g => g.Cases.All(c => cases.Any(own => own.Name == c)));
        Verdict[] verdicts = [.. goals.SelectMany(g => g.Judge(results))];
        SuiteReport.Write(results, systems, cases);
        SuiteReport.Write(verdicts);
        Screen.Output.Profile.Out.Writer.WriteLine($"Written to {ResultFiles.Write(results, verdicts)}.");
        return Task.FromResult(results.Absences.Any(a => a.IsFailure) ? 1 : 0);
    }

    private static void CallAtOnce(SuiteResults results, bool isQuick, CancellationToken cancellation)
    {
        var graph = ServingNet.Graph(seed: 1);
        var (model, single) = (new Model(graph), new Model(graph, threads: 1));
        var (many, one) = (new Callers(model, single), new Callers(single, single));
        var turn = TimeSpan.FromSeconds(isQuick ? 10 : 60) / Turns;
        var memory = new MemoryUse();
        var (together, alone) = (new List<(double Elapsed, double Processor)>(), new List<(double Elapsed, double Processor)>());
        one.Call(1, turn / 10);
        many.Call(Count, turn / 10);
        for (var i = 0; i < Turns; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            alone.Add(one.Call(1, turn / 5));
            together.Add(many.Call(Count, turn * 4 / 5));
            memory.Look();
        }

        foreach (var (system, samples) in (IEnumerable<(string, List<(double Elapsed, double Processor)>)>)[(One, alone), (Many, together)])
        {
            results.Add(Row.Of(Mixed, system, Metrics.Infer, [.. samples.Select(s => s.Elapsed)]));
            results.Add(Row.Of(Mixed, system, Metrics.Processor, [.. samples.Select(s => s.Processor)]));
        }

        results.Add(Row.Of(Mixed, Many, Metrics.Growth, [memory.Growth()]));
    }

    private static void LoadAndDrop(SuiteResults results, int count, CancellationToken cancellation)
    {
        var images = ServingNet.Images(1);
        var memory = new MemoryUse();
        for (var i = 0; i < count; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            using var file = new MemoryStream();
            new OnnxModel(ServingNet.Graph(seed: i, width: 4 + (i % 13))).Save(file);
            Model.Load(file.ToArray(), threads: 1).Run(images);
            if ((i + 1) % (count / 20) == 0) memory.Look();
        }

        results.Add(Row.Of(Dropped, One, Metrics.Growth, [memory.Growth()]));
    }

    private static void RunBeside(SuiteResults results, bool isQuick, CancellationToken cancellation)
    {
        if (Environment.ProcessorCount < 2)
            throw new MeasurementException("There is one processor, which leaves nothing beside a busy program.");
        var graph = ServingNet.Graph(seed: 1);
        var images = ServingNet.Images(ServingNet.MostSamples);
        var (one, two) = (new Model(graph, threads: 1), new Model(graph, threads: 2));
        Sampler.WarmUp(() => one.Run(images));
        Sampler.WarmUp(() => two.Run(images));
        using var busy = new BusyProcessor();
        var (alone, together) = (new List<double>(), new List<double>());
        var turn = TimeSpan.FromSeconds(0.1);
        for (var i = 0; i < (isQuick ? 25 : 100); i++)
        {
            cancellation.ThrowIfCancellationRequested();
            alone.Add(Mean(one));
            together.Add(Mean(two));
        }

        results.Add(Row.Of(Busy, One, Metrics.Infer, alone));
        results.Add(Row.Of(Busy, Two, Metrics.Infer, together));

        // A mean: what matters is how often the system takes the processor away, which the least of all runs does not show.
        double Mean(Model model)
        {
            var (clock, runs) = (Stopwatch.StartNew(), 0);
            for (; clock.Elapsed < turn; runs++) model.Run(images);
            return clock.Elapsed.TotalMilliseconds / runs / ServingNet.MostSamples;
        }
    }
}
