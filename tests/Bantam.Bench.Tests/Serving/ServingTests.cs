using Bantam.Bench.Measuring;
using Bantam.Bench.Serving;
using Bantam.Onnx;

namespace Bantam.Bench.Tests.Serving;

/// <summary>What the suite <c>server</c> measures with.</summary>
public sealed class ServingTests
{
    [Fact]
    public void Memory_that_grows_is_told_from_memory_that_moves()
    {
        Assert.Equal(0, MemoryUse.Growth([50, 70, 50, 70, 50, 70, 50, 70]));
        Assert.Equal(60, MemoryUse.Growth([10, 20, 30, 40, 50, 60, 70, 80]));
        Assert.Equal(0, MemoryUse.Growth([80, 70, 60, 50]));
    }

    [Fact]
    public void A_wrong_answer_is_a_failure()
    {
        var (model, other) = (new Model(ServingNet.Graph(seed: 1)), new Model(ServingNet.Graph(seed: 2)));
        Assert.True(new Callers(model, model).Call(2, TimeSpan.FromSeconds(0.05)) is { Elapsed: > 0, Processor: > 0 });
        var error = Assert.Throws<MeasurementException>(() => new Callers(model, other).Call(2, TimeSpan.FromSeconds(0.05)));
        Assert.Contains("answers to 2 callers were not those to one", error.Message, StringComparison.Ordinal);
    }
}
