using System.Runtime.CompilerServices;
using Bantam.Autodiff;
using Bantam.Tensors;
using Bantam.Training.Data;
using Bantam.Training.Layers;
using Bantam.Training.Losses;
using Bantam.Training.Optimizers;
using Bantam.Training.Regularizers;
using Bantam.Training.Running;
using Bantam.Training.Schedules;
using static Bantam.Training.Layers.Activations;

namespace Bantam.Training.Tests.Running;

/// <summary>Training loops of one's own: recordings and optimizers learn what a trainer does.</summary>
public sealed class CustomLoopTests
{
    private static readonly Tensor Points = Tensor.From([0f, 0, 0, 1, 1, 0, 1, 1], 4, 2);
    private static readonly Tensor Truths = Tensor.From([0f, 1, 1, 0], 4, 1);

    [Fact]
    public void A_loop_learns_XOR()
    {
        var model = new Sequential(new Dense(8, activation: Tanh), new Dense(1));
        var optimizer = new Adam(0.05f);
        var loss = float.MaxValue;
        for (var step = 0; step < 200; step++)
        {
            var recording = Gradients.Record(() => (model.Apply(Points) - Truths).Pow(2).ReduceMean());
            optimizer.Apply(recording.GradientsOf(model.TrainableVariables));
            loss = recording.Result.Span<float>()[0];
        }

        Assert.InRange(loss, 0, 0.01f);
        Assert.Equal(200, optimizer.State.Step.Value.Span<int>()[0]);
    }

    public static TheoryData<string, Optimizer> Optimizers => new()
    {
        { "SGD", new SGD(0.1f, momentum: 0.9f) },
        { "Adam with decay of its rate", new Adam(new ExponentialDecay(0.05f, 3, 0.5f)) },
        { "clipped", new SGD(0.1f) { GlobalClipNorm = 0.1f } },
        { "accumulating", new Adam(0.05f) { GradientAccumulationSteps = 2 } },
    };

    [Theory]
    [MemberData(nameof(Optimizers))]
    public async Task A_loop_does_what_a_trainer_does(string name, Optimizer optimizer)
    {
        Assert.NotEmpty(name);
        var (own, trained) = (Net(), Net());
        var trainer = new Trainer(trained, new MeanSquaredError(), optimizer);
        var data = new ArrayDataset(("x", Points), ("y", Truths));
        await trainer.FitAsync(data.Batch(4), epochs: 6, cancellationToken: TestContext.Current.CancellationToken);
        for (var step = 0; step < 6; step++)
        {
            var context = new CallContext(optimizer.State);
            var recording = Gradients.Record(() =>
            {
                var loss = (own.Apply(Points, context) - Truths).Pow(2).ReduceMean();
                return context.Penalty is { } penalty ? loss + penalty : loss;
            });
            optimizer.Apply(recording.GradientsOf(own.TrainableVariables));
        }

        foreach (var (mine, theirs) in own.Variables.Zip(trained.Variables))
        {
            Assert.Equal(theirs.Name, mine.Name);
            foreach (var (m, t) in mine.Value.ToArray<float>().Zip(theirs.Value.ToArray<float>())) Assert.Equal(t, m, 1e-4f);
        }

        static Sequential Net() => new(
            new Dense(8, activation: Tanh) { KernelRegularizer = new L2(0.01f) }, new BatchNormalization(), new Dense(1));
    }

    [Fact]
    public void Weights_of_one_name_need_an_optimizer_each()
    {
        var (a, b) = (new Dense(1), new Dense(1));
        var recording = Gradients.Record(() => (a.Apply(Points) + b.Apply(Points)).ReduceSum());
        var gradients = recording.GradientsOf(a.TrainableVariables.Concat(b.TrainableVariables));
        var error = Assert.Throws<ArgumentException>(() => new SGD(0.1f).Apply(gradients));
        Assert.Contains("are named 'dense/kernel'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_of_a_step_stays_in_memory()
    {
        var model = new Sequential(new Dense(4, activation: Relu), new Dense(1));
        var optimizer = new SGD(0.01f);
        var recordings = Steps(10);
        GC.Collect();
        Assert.All(recordings, r => Assert.False(r.IsAlive));

        [MethodImpl(MethodImplOptions.NoInlining)]
        WeakReference[] Steps(int count) => [.. Enumerable.Range(0, count).Select(_ => Step())];

        [MethodImpl(MethodImplOptions.NoInlining)]
        WeakReference Step()
        {
            var recording = Gradients.Record(() => (model.Apply(Points) - Truths).Pow(2).ReduceMean());
            optimizer.Apply(recording.GradientsOf(model.TrainableVariables));
            return new WeakReference(recording);
        }
    }
}
