using Bantam.Bench.Cases;
using Bantam.Bench.Goals;
using Bantam.Bench.Measuring;
using Bantam.Bench.Results;
using Bantam.Bench.Web;

namespace Bantam.Bench.Suites;

/// <summary>The networks of the WWW'19 study in a browser, on one thread, against JavaScript libraries.</summary>
internal sealed class Www19Web : NetworkSuite
{
    private const string SlowSystem = "tfjs-cpu/1t";
    private static readonly string[] Ours = ["bantam/wasm-relaxed/1t", "bantam/wasm-simd/1t", "bantam/js/1t"];

    /// <inheritdoc/>
    public override string Name => "www19-web";

    /// <inheritdoc/>
    public override string Description => "the same in headless Chromium, against ConvNetJS and TensorFlow.js";

    /// <inheritdoc/>
    protected override IReadOnlyList<BenchmarkCase> Cases => Www19Cases.Networks;

    /// <inheritdoc/>
    protected override IReadOnlyList<string> Systems { get; } = [.. Ours, "convnetjs/1t", SlowSystem, "tfjs-wasm/1t"];

    /// <inheritdoc/>
    protected override IReadOnlyList<Goal> Goals => WebGoals.All;

    /// <summary>Some of the systems take seconds for a step.</summary>
    protected override Effort FullEffort => Effort.Full with { Rounds = 4 };

    /// <inheritdoc/>
    protected override IReadOnlyList<string> MetricsOf(BenchmarkCase @case) => [Metrics.Train, Metrics.Infer, Metrics.Load, Metrics.Code];

    /// <inheritdoc/>
    protected override async Task<OpenSystems> OpenAsync(Opening opening, CancellationToken cancellation)
    {
        var peersMissing = await InstallPeersAsync(opening.Systems, cancellation);
        BrowserRun run;
        try
        {
            run = await BrowserRun.StartAsync(cancellation);
        }
        catch (MeasurementException error)
        {
            foreach (var name in opening.Systems) opening.Results.Add(new Absence(name, null, null, error.Message) { IsFailure = true });
            return new OpenSystems([], []);
        }

        var systems = new List<IBenchmarkSystem>();
        foreach (var (name, version, files) in (await run.DescribeAsync()).Where(s => opening.Systems.Contains(s.Name)))
        {
            var isOurs = Ours.Contains(name);
            if (!isOurs && peersMissing is not null)
            {
                opening.Results.Add(new Absence(name, null, null, peersMissing));
                continue;
            }

            opening.Results.Describe(name, $"{(isOurs ? "" : $"{version} ")}in Chromium {run.BrowserVersion}");
            var paths = files.Select(f => Path.Combine(PeerPackages.Folder, new Uri(f).AbsolutePath["/peers/".Length..])).ToArray();
            systems.Add(new BrowserSystem(run, name, paths, await RefusedAsync(run, name, opening), opening.IsQuick));
        }

        return new OpenSystems([.. systems.OrderBy(s => Systems.ToList().IndexOf(s.Name))], [run]);
    }

    /// <summary>Why the peers are missing; null where they are there or not wanted.</summary>
    private static async Task<string?> InstallPeersAsync(IReadOnlyList<string> systems, CancellationToken cancellation)
    {
        if (systems.All(Ours.Contains)) return null;
        try
        {
            await PeerPackages.EnsureAsync(cancellation);
            return null;
        }
        catch (MeasurementException error)
        {
            return error.Message;
        }
    }

    private static async Task<Dictionary<(string, string), string>> RefusedAsync(BrowserRun run, string name, Opening opening)
    {
        var refused = new Dictionary<(string, string), string>();
        foreach (var @case in opening.Cases)
        {
            if (!await run.SupportsAsync(name, @case.Name, Metrics.Train))
                refused[(@case.Name, Metrics.Train)] = "The library cannot train this network.";
            else if (opening.IsQuick && name == SlowSystem && @case == Www19Cases.CnnKeras)
                refused[(@case.Name, Metrics.Train)] = "A step takes half a minute or more, so it is left out under --quick.";
        }

        return refused;
    }
}
