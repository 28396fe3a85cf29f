using System.Diagnostics;
using Bantam.Bench.Cases;
using Bantam.Bench.Results;

namespace Bantam.Bench.Measuring;

/// <summary>Measures systems in turns, A B A B, so that whatever else the machine does meets all of them alike.</summary>
internal sealed class Interleaver(IReadOnlyList<IBenchmarkSystem> systems, Effort effort, SuiteResults results)
{
    /// <summary>Adds a row for each system that can do it, and for each that cannot the reason.</summary>
    public async Task MeasureAsync(BenchmarkCase @case, string metric, CancellationToken cancellation)
    {
        var turns = new List<Turns>();
        foreach (var system in systems)
        {
            if (system.Refuses(@case, metric) is { } reason) results.Add(new Absence(system.Name, @case.Name, metric, reason));
            else turns.Add(new Turns(system));
        }

        var rounds = Metrics.IsTime(metric) ? effort.Rounds : 1;
        for (var round = 0; round < rounds; round++)
        {
            foreach (var turn in turns.Where(t => t.Failure is null && t.Seconds < effort.TotalSeconds))
            {
                cancellation.ThrowIfCancellationRequested();
                await turn.TakeAsync(@case, metric, effort, cancellation).ConfigureAwait(false);
            }
        }

        foreach (var turn in turns)
        {
            if (turn.Failure is { } reason) results.Add(new Absence(turn.System.Name, @case.Name, metric, reason) { IsFailure = true });
            else foreach (var (name, samples) in turn.Samples) results.Add(Row.Of(@case.Name, turn.System.Name, name, samples));
        }
    }

    private sealed class Turns(IBenchmarkSystem system)
    {
        private bool _isPrepared;

        public IBenchmarkSystem System => system;

        public Dictionary<string, List<double>> Samples { get; } = [];

        public string? Failure { get; private set; }

        public double Seconds { get; private set; }

        public async Task TakeAsync(BenchmarkCase @case, string metric, Effort effort, CancellationToken cancellation)
        {
            var start = Stopwatch.GetTimestamp();
            try
            {
                if (!_isPrepared)
                {
                    await system.PrepareAsync(@case, metric, cancellation).ConfigureAwait(false);
                    _isPrepared = true;
                    start = Stopwatch.GetTimestamp();
                }

                foreach (var (name, samples) in await system.MeasureAsync(@case, metric, effort, cancellation).ConfigureAwait(false))
                {
                    if (!Samples.TryGetValue(name, out var all)) Samples[name] = all = [];
                    all.AddRange(samples);
                }
            }
            catch (Exception error) when (error is not OperationCanceledException)
            {
                // One system that fails must not cost the others their numbers.
                Failure = error is MeasurementException ? error.Message : $"{error.GetType().Name}: {error.Message}";
            }

            Seconds += Stopwatch.GetElapsedTime(start).TotalSeconds;
        }
    }
}
