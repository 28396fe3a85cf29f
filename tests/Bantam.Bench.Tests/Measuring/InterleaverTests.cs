using Bantam.Bench.Cases;
using Bantam.Bench.Measuring;
using Bantam.Bench.Results;

namespace Bantam.Bench.Tests.Measuring;

public sealed class InterleaverTests
{
    [Fact]
    public async Task Preparation_costs_a_system_no_turn()
    {
        var (slow, fast) = (new Fake("slow", TimeSpan.FromSeconds(0.4)), new Fake("fast", TimeSpan.Zero));
        var results = new SuiteResults("test", isQuick: true);
        var effort = new Effort(Rounds: 4, Runs: 1, Seconds: 0, MostSeconds: 1, TotalSeconds: 0.3);
        await new Interleaver([slow, fast], effort, results).MeasureAsync(
            new BenchmarkCase("case", []), Metrics.Infer, TestContext.Current.CancellationToken);
        Assert.Equal((1, 4), (slow.Preparations, slow.Turns));
        Assert.Equal((1, 4), (fast.Preparations, fast.Turns));
    }

    [Fact]
    public async Task A_system_that_cannot_prepare_is_a_failure_and_costs_the_others_nothing()
    {
        var (broken, fine) = (new Fake("broken", null), new Fake("fine", TimeSpan.Zero));
        var results = new SuiteResults("test", isQuick: true);
        await new Interleaver([broken, fine], Effort.Quick, results).MeasureAsync(
            new BenchmarkCase("case", []), Metrics.Infer, TestContext.Current.CancellationToken);
        Assert.Equal("It is broken.", Assert.Single(results.Absences).Reason);
        Assert.Equal("fine", Assert.Single(results.Rows).System);
    }

    private sealed class Fake(string name, TimeSpan? preparation) : IBenchmarkSystem
    {
        public string Name => name;

        public int Preparations { get; private set; }

        public int Turns { get; private set; }

        public string? Refuses(BenchmarkCase @case, string metric) => null;

        public Task PrepareAsync(BenchmarkCase @case, string metric, CancellationToken cancellation)
        {
            Preparations++;
            return Task.Delay(preparation ?? throw new MeasurementException("It is broken."), cancellation);
        }

        public Task<IReadOnlyDictionary<string, double[]>> MeasureAsync(
            BenchmarkCase @case, string metric, Effort effort, CancellationToken cancellation)
        {
            Turns++;
            return Task.FromResult<IReadOnlyDictionary<string, double[]>>(new Dictionary<string, double[]> { [metric] = [1] });
        }
    }
}
