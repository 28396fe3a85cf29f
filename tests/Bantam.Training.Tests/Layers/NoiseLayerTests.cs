using Bantam.Graphs;
using Bantam.Tensors;
using Bantam.Training.Layers;
using Bantam.Training.Steps;
using Bantam.Training.Tests.Support;

namespace Bantam.Training.Tests.Layers;

/// <summary>Layers that are random in training.</summary>
public sealed class NoiseLayerTests
{
    private static readonly Tensor Ones = Tensor.Full(1f, Shape.Of(50, 4, 50));

    public static TheoryData<string> Names => [.. Made.Keys];

    private static Dictionary<string, (Func<Layer> Layer, double Mean, double Deviation)> Made { get; } = new()
    {
        ["GaussianNoise"] = (() => new GaussianNoise(0.5f), 1, 0.5),
        ["GaussianDropout"] = (() => new GaussianDropout(0.2f), 1, 0.5),
        ["SpatialDropout1D"] = (() => new SpatialDropout1D(0.2f), 1, 0.5),

        // It keeps mean 0 and deviation 1 of its input; of ones it is a·1 + b or a·least + b.
        ["AlphaDropout"] = (() => new AlphaDropout(0.2f), 0.7004, 0.9711),
    };

    [Theory, MemberData(nameof(Names))]
    public void Noise_has_mean_and_deviation_in_training_and_is_none_else(string name)
    {
        var (make, mean, deviation) = Made[name];
        var layer = make();
        Assert.Equal(Ones.ToArray<float>(), layer.Apply(Ones).ToArray<float>());
        var (first, second) = Twice(layer, Ones);
        Assert.NotEqual(first, second);
        Assert.Equal(mean, first.Average(), 0.02);
        var got = Math.Sqrt(first.Average(v => (v - first.Average()) * (v - first.Average())));
        Assert.Equal(deviation, got, 0.03);
    }

    [Fact]
    public void A_spatial_dropout_drops_channels_as_a_whole()
    {
        var (first, _) = Twice(new SpatialDropout1D(0.5f), Ones);
        foreach (var sample in first.Chunk(200)) Assert.Equal(sample[..50], sample[150..]);
        Assert.Equal([0f, 2f], first.Distinct().Order());
    }

    [Fact]
    public void An_alpha_dropout_keeps_mean_and_deviation_of_what_is_normal()
    {
        var (first, _) = Twice(new AlphaDropout(0.3f), TestTensors.Normal(3, 100, 100));
        Assert.Equal(0, first.Average(), 0.03);
        Assert.Equal(1, Math.Sqrt(first.Average(v => v * v)), 0.03);
    }

    private static (float[] First, float[] Second) Twice(Layer layer, Tensor x)
    {
        var state = new TrainingState();
        var compiled = new Compiled(Graph.Trace([("x", x.Type)], inputs =>
        {
            GraphBuilder.Current!.Update(state.Step, state.Step + Tensor.Scalar(1));
            return [("y", layer.Apply(inputs[0], new CallContext(state)))];
        }));
        return (compiled.Run(x)["y"], compiled.Run(x)["y"]);
    }
}
