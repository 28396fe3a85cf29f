using Bantam.Cli.Learning;
using Bantam.Cli.Rendering;
using Bantam.Kernels;
using Bantam.Targets.Cpu;
using Bantam.Tensors;
using Bantam.Training.Data;
using Bantam.Training.Data.Checking;
using Bantam.Training.Layers;
using Bantam.Training.Optimizers;
using Bantam.Training.Running;
using Bantam.Training.Schedules;
using Model = Bantam.Training.Layers.Model;

namespace Bantam.Cli.Checking;

/// <summary>
/// What networks say of labels that they have not learned: the samples are learned in folds, and of each fold a network that has seen the
/// others says how likely the classes are.
/// </summary>
/// <param name="Folds">How many folds.</param>
/// <param name="Epochs">How often each network goes through its samples; null for as often as a small network needs.</param>
/// <param name="Batch">Samples in a step.</param>
/// <param name="Model">The name of the network.</param>
/// <param name="Seed">Of the folds, of weights and of the order.</param>
/// <param name="Threads">How many threads train.</param>
internal sealed record LabelDoubts(int Folds, int? Epochs, int Batch, string Model, uint Seed, int Threads)
{
    private const float Rate = 0.1f, Momentum = 0.9f, Decay = 5e-4f;
    private const int LeastSteps = 800, LeastEpochs = 10, Round = 1000;

    /// <summary>Trains and looks.</summary>
    /// <param name="samples">The samples: pictures and the numbers of their classes.</param>
    /// <param name="classes">The names of the classes.</param>
    /// <param name="terminal">Shows how far it is.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>The labels in doubt, and how many labels the networks agree with, 0 to 1.</returns>
    public async Task<(ConfidentLearning Found, double Agreement)> FindAsync(
        IDataset samples, IReadOnlyList<string> classes, Terminal terminal, CancellationToken cancellationToken)
    {
        var shuffled = samples.Shuffle(Seed);
        var order = new int[samples.Count];
        shuffled.Order(0, order);
        var probabilities = new float[samples.Count * classes.Count];
        var position = 0;
        var folds = shuffled.Folds(Folds);
        for (var fold = 0; fold < folds.Count; fold++)
        {
            var (training, held) = folds[fold];
            var network = await LearnAsync(training, classes, $"Fold {fold + 1} of {Folds}", terminal, cancellationToken)
                .ConfigureAwait(false);
            var rows = await Meter.RunAsync(
                terminal, $"Judging fold {fold + 1}", () => Predict(network, held, classes.Count), cancellationToken).ConfigureAwait(false);
            for (var i = 0; i < held.Count; i++, position++)
                rows.AsSpan(i * classes.Count, classes.Count).CopyTo(probabilities.AsSpan(order[position] * classes.Count));
        }

        var labels = ClassLabels.Of(samples);
        var right = Enumerable.Range(0, labels.Length).Count(
            i => Best(probabilities.AsSpan(i * classes.Count, classes.Count)) == labels[i]);
        return (new ConfidentLearning(probabilities, labels, classes.Count), (double)right / Math.Max(labels.Length, 1));
    }

    private async Task<Model> LearnAsync(
        IDataset samples, IReadOnlyList<string> classes, string title, Terminal terminal, CancellationToken cancellationToken)
    {
        var learner = Learner.Open(Model, name => throw new UsageException($"--model takes {Learner.Names}; '{name}' is none."));
        learner.Build(samples, classes, Seed);
        var side = samples.Fields[0].Shape[0].Size;
        var augmented = samples.Augment(Seed, new PadAndCrop(Math.Max(side / 8, 1)), new FlipHorizontally());
        var batches = augmented.Shuffle(Seed).Batch(Math.Min(Batch, samples.Count), dropRemainder: true);
        var epochs = Epochs ?? Math.Max(LeastEpochs, (LeastSteps + batches.Count - 1) / batches.Count);
        var schedule = new OneCycle(Rate, Math.Max(epochs * batches.Count, 2));
        var optimizer = new SGD(schedule, Momentum, nesterov: true, Decay / (1 - Momentum)) { Decays = v => v.Type.Shape.Rank > 1 };
        await Meter.RunAsync(terminal, title, meter => learner.Trainer(optimizer, Threads, CpuTargets.Best, Seed, labelSmoothing: 0)
            .FitAsync(batches, epochs, null, [], new FitProgress(meter), cancellationToken)).ConfigureAwait(false);
        return learner.Layers!;
    }

    /// <summary>The probabilities of each sample, in the mean of the picture and its mirror image.</summary>
    private float[] Predict(Model network, IDataset samples, int classes)
    {
        var field = samples.Fields[0];
        var layout = new PixelLayout(field.Shape[0].Size, field.Shape[1].Size, field.Bytes / (field.Shape[0].Size * field.Shape[1].Size));
        var predictor = new Predictor(network, threads: Threads);
        var result = new float[samples.Count * classes];
        for (var first = 0; first < samples.Count; first += Round)
        {
            var count = Math.Min(Round, samples.Count - first);
            var pictures = new Tensor(new TensorType(field.Element, new Shape([count, .. field.Shape])));
            var mirrored = new Tensor(pictures.Type);
            for (var i = 0; i < count; i++)
            {
                samples.Read(first + i, 0, pictures.Bytes.Slice(i * field.Bytes, field.Bytes));
                pictures.Bytes.Slice(i * field.Bytes, field.Bytes).CopyTo(mirrored.Bytes[(i * field.Bytes)..]);
                FlipHorizontally.Mirror(mirrored.Bytes.Slice(i * field.Bytes, field.Bytes), layout);
            }

            var one = predictor.Predict(pictures).Span<float>();
            var other = predictor.Predict(mirrored).Span<float>();
            for (var i = 0; i < count * classes; i++) result[(first * classes) + i] = (one[i] + other[i]) / 2;
        }

        return result;
    }

    private static int Best(ReadOnlySpan<float> scores)
    {
        var best = 0;
        for (var i = 1; i < scores.Length; i++)
            if (scores[i] > scores[best])
                best = i;
        return best;
    }
}
