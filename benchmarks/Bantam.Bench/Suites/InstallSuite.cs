using Bantam.Bench.Cases;
using Bantam.Bench.Goals;
using Bantam.Bench.Installing;
using Bantam.Bench.Measuring;
using Bantam.Bench.Reports;
using Bantam.Bench.Results;
using Bantam.Execution;

namespace Bantam.Bench.Suites;

/// <summary>What a new user of a library gets: how long until a first prediction, and how large an app and its packages are.</summary>
internal sealed class InstallSuite : ISuite
{
    /// <summary>The smallest app.</summary>
    public const string Hello = "hello";

    private const int Turns = 3, Starts = 20;

    private static readonly BenchmarkCase[] All = [new(Hello, [])];

    /// <inheritdoc/>
    public string Name => "install";

    /// <inheritdoc/>
    public string Description => "the smallest app from the packages of Bantam, ONNX Runtime, ML.NET and TorchSharp: bytes and times";

    /// <inheritdoc/>
    public async Task<int> RunAsync(SuiteOptions options, CancellationToken cancellation)
    {
        var cases = options.SelectCases(All, c => c.Name);
        var systems = options.SelectSystems([.. HelloApp.All.Select(a => a.System)]);
        HelloApp[] apps = [.. HelloApp.All.Where(a => systems.Contains(a.System))];
        var results = new SuiteResults(Name, options.IsQuick) { PeakGflops = new Peak(options.Target).Measure() };
        Screen.Progress("Packing this checkout ...");
        using var projects = await NewProjects.CreateAsync(cancellation);
        var published = new List<(HelloApp App, string Folder)>();
        foreach (var app in apps)
        {
            Screen.Progress($"{app.System}: {app.Package} {app.Version}");
            results.Describe(app.System, $"{app.Package} {app.Version}".TrimEnd());
            try
            {
                published.Add((app, await MeasureAsync(results, projects, app, options.IsQuick ? 1 : Turns, cancellation)));
            }
            catch (MeasurementException error)
            {
                results.Add(new Absence(app.System, Hello, null, error.Message) { IsFailure = app.IsOurs });
            }
        }

        await StartAsync(results, published, options.IsQuick ? Starts / 4 : Starts, cancellation);
        Verdict[] verdicts = [.. InstallGoals.All.SelectMany(g => g.Judge(results))];
        SuiteReport.Write(results, systems, cases);
        SuiteReport.Write(verdicts);
        Screen.Output.Profile.Out.Writer.WriteLine($"Written to {ResultFiles.Write(results, verdicts)}.");
        return results.Absences.Any(a => a.IsFailure) ? 1 : 0;
    }

    /// <summary>Makes an app several times; gives the folder in which it was published.</summary>
    private static async Task<string> MeasureAsync(
        SuiteResults results, NewProjects projects, HelloApp app, int turns, CancellationToken cancellation)
    {
        // The first one fetches and unpacks packages that are not there yet.
        var (_, folder) = await projects.MakeAsync(app, turn: 0, cancellation);
        var times = new List<double>();
        for (var turn = 1; turn <= turns; turn++) times.Add((await projects.MakeAsync(app, turn, cancellation)).Milliseconds);
        results.Add(Row.Of(Hello, app.System, Metrics.FromNew, times));
        results.Add(Row.Of(Hello, app.System, Metrics.Restored, [NewProjects.RestoredBytes(folder)]));
        var published = await NewProjects.PublishAsync(folder, cancellation);
        results.Add(Row.Of(Hello, app.System, Metrics.Published, [NewProjects.SizeOf(published)]));
        return published;
    }

    private static async Task StartAsync(
        SuiteResults results, List<(HelloApp App, string Folder)> published, int starts, CancellationToken cancellation)
    {
        var times = published.ToDictionary(p => p.App.System, _ => new List<double>());
        for (var turn = 0; turn < starts; turn++)
            foreach (var (app, folder) in published) times[app.System].Add(await NewProjects.StartAsync(folder, cancellation));
        foreach (var (system, samples) in times) results.Add(Row.Of(Hello, system, Metrics.Started, samples));
    }
}
