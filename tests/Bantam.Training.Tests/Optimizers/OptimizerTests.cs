using Bantam.Graphs;
using Bantam.Tensors;
using Bantam.Training.Optimizers;
using Bantam.Training.Schedules;
using Bantam.Training.Steps;
using Bantam.Training.Tests.Support;

namespace Bantam.Training.Tests.Optimizers;

public sealed class OptimizerTests
{
    private const double Tolerance = 3e-6;
    private const int Steps = 60;
    private readonly LinearProblem _problem = new();

    /// <summary>One weight of 1 under a gradient of 0.5: the numbers can be worked out on paper.</summary>
    [Fact]
    public void The_first_two_steps_are_those_worked_out_by_hand()
    {
        Assert.Equal([0.95, 0.9], Follow(new SGD(0.1f)), Close);
        Assert.Equal([0.95, 0.855], Follow(new SGD(0.1f, momentum: 0.9f)), Close);
        Assert.Equal([0.905, 0.7695], Follow(new SGD(0.1f, momentum: 0.9f, nesterov: true)), Close);
        Assert.Equal([0.94, 0.8806], Follow(new SGD(0.1f, weightDecay: 0.1f)), Close);

        // Of a steady gradient Adam's corrected mean over root is 1.
        Assert.Equal([0.9, 0.8], Follow(new Adam(0.1f)), Close);
        Assert.Equal([0.89, 0.7811], Follow(new Adam(0.1f, weightDecay: 0.1f)), Close);
    }

    [Fact]
    public void Gradient_descent_follows_the_reference() =>
        Check(new SGD(0.1f), (_, w, g) => Each(w, i => w[i] -= 0.1 * g[i]));

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Momentum_follows_the_reference(bool nesterov)
    {
        var v = new double[8];
        Check(new SGD(0.05f, momentum: 0.8f, nesterov: nesterov, weightDecay: 0.02f), (_, w, g) => Each(w, i =>
        {
            v[i] = (0.8 * v[i]) - (0.05 * g[i]);
            w[i] = (w[i] * (1 - (0.05 * 0.02))) + (nesterov ? (0.8 * v[i]) - (0.05 * g[i]) : v[i]);
        }));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(0.05)]
    public void Adam_follows_the_reference(double decay)
    {
        var (m, v) = (new double[8], new double[8]);
        Check(new Adam(0.02f, weightDecay: (float)decay), (step, w, g) => Each(w, i =>
        {
            m[i] += (g[i] - m[i]) * (1 - 0.9);
            v[i] += ((g[i] * g[i]) - v[i]) * (1 - 0.999);
            var alpha = 0.02 * Math.Sqrt(1 - Math.Pow(0.999, step + 1)) / (1 - Math.Pow(0.9, step + 1));
            w[i] = (w[i] * (1 - (0.02 * decay))) - (alpha * m[i] / (Math.Sqrt(v[i]) + 1e-7));
        }));
    }

    [Fact]
    public void A_schedule_changes_the_rate_of_the_compiled_step()
    {
        var schedule = new CosineDecay(0.2f, Steps);
        Check(new SGD(schedule), (step, w, g) => Each(w, i => w[i] -= schedule.At(step) * g[i]));
    }

    [Fact]
    public void Long_gradients_are_cut_to_the_norm() => Check(new SGD(0.1f) { GlobalClipNorm = 0.3f }, (_, w, g) =>
    {
        var norm = Math.Sqrt(g.Sum(x => x * x));
        Each(w, i => w[i] -= 0.1 * g[i] * Math.Min(1, 0.3 / norm));
    });

    [Fact]
    public void Weights_that_are_left_out_do_not_decay() =>
        Check(
            new SGD(0.1f, weightDecay: 0.5f) { Decays = v => v.Name.EndsWith("kernel", StringComparison.Ordinal) }, (_, w, g) =>
            Each(w, i => w[i] = (w[i] * (i < 6 ? 0.95 : 1)) - (0.1 * g[i])));

    private void Check(Optimizer optimizer, Action<int, double[], double[]> update)
    {
        var (expected, actual) = (_problem.Expect(Steps, update), _problem.Train(optimizer, Steps));
        Assert.NotEqual(_problem.Expect(0, update), expected, Close);
        for (var i = 0; i < expected.Length; i++) Assert.Equal(expected[i], actual[i], Tolerance);
    }

    private static double[] Follow(Optimizer optimizer)
    {
        var weight = new Variable("w", Tensor.Scalar(1f));
        var state = new TrainingState();
        state.LearningRate.Value.Span<float>()[0] = optimizer.LearningRate.At(0);
        var compiled = new Compiled(Graph.Trace([("g", TensorType.Float())], inputs =>
        {
            optimizer.Apply([(weight, inputs[0])], state);
            GraphBuilder.Current!.Update(state.Step, state.Step + Tensor.Scalar(1));
            return [("same", inputs[0])];
        }));
        return [.. Enumerable.Range(0, 2).Select(_ =>
        {
            compiled.Run(Tensor.Scalar(0.5f));
            return (double)weight.Value.Span<float>()[0];
        })];
    }

    private static bool Close(double a, double b) => Math.Abs(a - b) < 2e-6;

    private static void Each(double[] w, Action<int> action)
    {
        for (var i = 0; i < w.Length; i++) action(i);
    }
}
