using System.Text.Json;
using Bantam.Graphs;
using Bantam.Tensors;
using Bantam.Training.Optimizers;
using Bantam.Training.Steps;
using Bantam.Training.Tests.Support;

namespace Bantam.Training.Tests.Optimizers;

/// <summary>Weights after 1, 2 and 20 steps are those of PyTorch's and TensorFlow.js' optimizers and of Keras' formulas.</summary>
public sealed class RecordedOptimizerTests
{
    private const int Steps = 20;
    private static readonly float[] Start = [1, -2, 0.5f, -0.7f, -0.1f, 2];
    private static readonly float[] Curves = [1, 0.2f, 3, 0.5f, 2, 0.1f];
    private static readonly float[] Goals = [0.2f, 0.4f, -1, 0.3f, 1, -2];

    private static readonly Dictionary<string, Optimizer> Optimizers = new()
    {
        ["sgd"] = new SGD(0.1f),
        ["sgd, nesterov"] = new SGD(0.05f, momentum: 0.8f, nesterov: true),
        ["adam"] = new Adam(0.05f),
        ["adamw"] = new AdamW(0.05f, weightDecay: 0.04f),
        ["amsgrad"] = new Adam(0.5f, beta1: 0.5f, beta2: 0.7f, amsgrad: true),
        ["adamax"] = new Adamax(0.05f),
        ["nadam"] = new Nadam(0.05f),
        ["adagrad"] = new Adagrad(0.2f),
        ["adadelta"] = new Adadelta(1),
        ["rmsprop"] = new RMSprop(0.02f),
        ["rmsprop, centered"] = new RMSprop(0.01f, rho: 0.8f, momentum: 0.5f, centered: true),
        ["windowgrad"] = new Windowgrad(0.05f),
        ["lion"] = new Lion(0.02f),
        ["lamb"] = new Lamb(0.05f),
        ["ftrl"] = new Ftrl(0.3f),
        ["ftrl, regularized"] = new Ftrl(0.3f, -0.7f, 0.1f, 0.3f, 0.2f, 0.1f, beta: 0.4f),
        ["clipped by value"] = new SGD(0.1f) { ClipValue = 0.4f },
        ["clipped by norm"] = new SGD(0.1f) { ClipNorm = 0.8f },
        ["averaged"] = new SGD(0.1f) { UseEma = true, EmaMomentum = 0.9f, EmaOverwriteFrequency = 4 },
    };

    public static TheoryData<string> Names => [.. Recorded.Names("optimizers")];

    [Theory]
    [MemberData(nameof(Names))]
    public void An_optimizer_takes_the_steps_recorded(string name)
    {
        var rows = Recorded.Rows("optimizers", name).Single().GetProperty("weights").EnumerateArray().ToArray();
        var (found, _) = Follow(Optimizers[name], Steps);
        Check(rows[0], found[0]);
        Check(rows[1], found[1]);
        Check(rows[2], found[^1]);
        Assert.NotEqual(Start, found[^1]);
        if (Recorded.TensorFlow("optimizers", name) is not { } other) return;
        int[] steps = [1, 2, Steps];
        foreach (var (step, weights) in steps.Zip(other.GetProperty("weights").EnumerateArray()))
            Recorded.AssertClose(Recorded.Numbers(weights), found[step - 1], 3e-5, 1e-5);

        static void Check(JsonElement expected, float[] weights) =>
            Recorded.AssertClose(Recorded.Numbers(expected), weights, 1e-5, 3e-6);
    }

    /// <summary>Three batches with one weight each make the step of their mean gradient, with the optimizer's own count of steps.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void Accumulated_batches_are_one_larger_batch(string name)
    {
        if (Optimizers[name].UseEma || Optimizers[name] is SGD { ClipValue: not null } or SGD { ClipNorm: not null }) return;
        var (whole, _) = Follow(Optimizers[name], 4);
        var (parts, _) = Follow(Accumulating(name), 12);
        Assert.Equal(Start, parts[1]);
        for (var i = 0; i < 4; i++) Recorded.AssertClose([.. whole[i].Select(w => (double)w)], parts[(3 * i) + 2], 1e-5, 2e-6);
        Assert.Equal(parts[2], parts[4]);
    }

    [Fact]
    public void Gradients_are_clipped_in_one_way()
    {
        var error = Assert.Throws<InvalidOperationException>(() => Follow(new SGD { ClipNorm = 1, ClipValue = 2 }, 1));
        Assert.Contains("ClipValue, ClipNorm and GlobalClipNorm are 2, 1, none", error.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>("ClipNorm", () => new SGD { ClipNorm = 0 });
        Assert.Throws<ArgumentOutOfRangeException>("GradientAccumulationSteps", () => new SGD { GradientAccumulationSteps = 0 });
        Assert.Throws<ArgumentOutOfRangeException>("EmaMomentum", () => new SGD { EmaMomentum = 1 });
    }

    [Fact]
    public void A_scaled_loss_gives_the_steps_of_the_loss()
    {
        var (plain, _) = Follow(new Adam(0.05f), 5);
        Assert.Equal(plain, Follow(new Adam(0.05f) { LossScale = LossScale.Static(1024) }, 5, scale: 1024).Weights);
        Assert.Equal(plain, Follow(new Adam(0.05f) { LossScale = LossScale.Dynamic(1024) }, 5, scale: 1024).Weights);
    }

    [Fact]
    public void A_dynamic_scale_is_halved_and_the_step_left_out_where_a_gradient_overflows()
    {
        var scale = LossScale.Dynamic(4, growthSteps: 2);
        var (plain, _) = Follow(new Adam(0.05f), 3);
        var (found, state) = Follow(new Adam(0.05f) { LossScale = scale }, 5, scale: null, overflows: step => step is 0 or 2);

        // Left out: halved twice. Steps 3 and 4 after the second: doubled.
        Assert.Equal([Start, plain[0], plain[0], plain[1], plain[2]], found);
        Assert.Equal(2f, state.Variables.Single(v => v.Name == "training/loss_scale").Value.Span<float>()[0]);
        Assert.Equal(2f, state.Variables.Single(v => v.Name == "training/skipped").Value.Span<float>()[0]);
    }

    private static Optimizer Accumulating(string name) => name switch
    {
        "sgd" => new SGD(0.1f) { GradientAccumulationSteps = 3 },
        "sgd, nesterov" => new SGD(0.05f, momentum: 0.8f, nesterov: true) { GradientAccumulationSteps = 3 },
        "adam" => new Adam(0.05f) { GradientAccumulationSteps = 3 },
        "adamw" => new AdamW(0.05f, weightDecay: 0.04f) { GradientAccumulationSteps = 3 },
        "amsgrad" => new Adam(0.5f, beta1: 0.5f, beta2: 0.7f, amsgrad: true) { GradientAccumulationSteps = 3 },
        "adamax" => new Adamax(0.05f) { GradientAccumulationSteps = 3 },
        "nadam" => new Nadam(0.05f) { GradientAccumulationSteps = 3 },
        "adagrad" => new Adagrad(0.2f) { GradientAccumulationSteps = 3 },
        "adadelta" => new Adadelta(1) { GradientAccumulationSteps = 3 },
        "rmsprop" => new RMSprop(0.02f) { GradientAccumulationSteps = 3 },
        "rmsprop, centered" => new RMSprop(0.01f, rho: 0.8f, momentum: 0.5f, centered: true) { GradientAccumulationSteps = 3 },
        "windowgrad" => new Windowgrad(0.05f) { GradientAccumulationSteps = 3 },
        "lion" => new Lion(0.02f) { GradientAccumulationSteps = 3 },
        "lamb" => new Lamb(0.05f) { GradientAccumulationSteps = 3 },
        "ftrl" => new Ftrl(0.3f) { GradientAccumulationSteps = 3 },
        "ftrl, regularized" => new Ftrl(0.3f, -0.7f, 0.1f, 0.3f, 0.2f, 0.1f, beta: 0.4f) { GradientAccumulationSteps = 3 },
        _ => throw new InvalidOperationException(name),
    };

    /// <summary>The weights after each step down the bowl, and the training state at the end.</summary>
    private static (float[][] Weights, TrainingState State) Follow(
        Optimizer optimizer, int steps, float? scale = 1, Func<int, bool>? overflows = null)
    {
        var weight = new Variable("w", Tensor.From([.. Start], 2, 3));
        var state = new TrainingState();
        state.LearningRate.Value.Span<float>()[0] = optimizer.LearningRate.At(0);
        var compiled = new Compiled(Graph.Trace([("noise", TensorType.Float())], inputs =>
        {
            var gradient = (weight - Tensor.From(Goals, 2, 3)) * Tensor.From(Curves, 2, 3);
            gradient *= scale is { } factor ? factor : optimizer.LossScale!.Read(state);
            optimizer.Apply([(weight, gradient + inputs[0])], state);
            GraphBuilder.Current!.Update(state.Step, state.Step + Tensor.Scalar(1));
            return [("same", inputs[0])];
        }));
        var weights = new float[steps][];
        for (var i = 0; i < steps; i++)
        {
            compiled.Run(Tensor.Scalar(overflows?.Invoke(i) == true ? float.PositiveInfinity : 0f));
            weights[i] = weight.Value.ToArray<float>();
        }

        return (weights, state);
    }
}
