using Bantam.Training.Data;
using Bantam.Training.Layers;
using Bantam.Training.Losses;
using Bantam.Training.Optimizers;
using Bantam.Training.Running;
using static Bantam.Training.Layers.Activations;

namespace Bantam.Training.Tests.Support;

/// <summary>Drawn digits and a small network for them: a second of training.</summary>
internal static class SmallTask
{
    private static readonly ArrayDataset Digits = DrawnDigits.Create(1_100, seed: 5);

    /// <summary>1,000 samples, of which the last batch has 40.</summary>
    public static BatchedDataset Training => Digits.Take(1_000).Shuffle(seed: 2).Batch(64);

    /// <summary>100 other samples.</summary>
    public static BatchedDataset Validation => Digits.Skip(1_000).Batch(32);

    public static Sequential Model(uint seed = 1) =>
        new(new Flatten(), new Dense(32, activation: Relu), new Dropout(0.2f), new Dense(10)) { Seed = seed };

    public static Trainer Trainer(Sequential model, int threads = 1, Optimizer? optimizer = null) =>
        new(model, new SparseCategoricalCrossentropy(fromLogits: true), optimizer
            ?? new Adam(3e-3f))
        { Threads = threads, Seed = 9, ReportInterval = TimeSpan.Zero };

    public static byte[][] Weights(Model model) => [.. model.Variables.Select(v => v.Value.Bytes.ToArray())];
}
