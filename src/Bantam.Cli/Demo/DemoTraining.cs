using System.Diagnostics;
using Bantam.Cli.Digits;
using Bantam.Cli.Learning;
using Bantam.Cli.Rendering;
using Bantam.Training.Data;
using Bantam.Training.Layers;
using Bantam.Training.Losses;
using Bantam.Training.Optimizers;
using Bantam.Training.Running;

namespace Bantam.Cli.Demo;

/// <summary>Trains the network of the demo for as long as it may.</summary>
internal static class DemoTraining
{
    /// <summary>The ten digits, and places for what a visitor teaches.</summary>
    public const int Classes = DigitSource.Classes + 6;

    private const int Epochs = 4;
    private const int Batch = 64;
    private const int TestBatch = 256;
    private const float Rate = 3e-3f;

    /// <summary>Trains.</summary>
    /// <param name="digits">What it learns from.</param>
    /// <param name="samples">How many of them; null for all.</param>
    /// <param name="limit">How long it may take.</param>
    /// <param name="seed">Of the weights and the order.</param>
    /// <param name="threads">How many threads train.</param>
    /// <param name="terminal">Shows how far it is.</param>
    /// <param name="cancellationToken">Stops it; what was learned so far is kept all the same.</param>
    /// <exception cref="OperationCanceledException">It was stopped before it learned anything.</exception>
    /// <exception cref="TrainingException">The time was up before it learned anything.</exception>
    /// <returns>The model, how long it took, and its speed.</returns>
    public static async Task<(Model Model, double Seconds, double ImagesPerSecond)> RunAsync(
        DigitData digits, int? samples, TimeSpan limit, uint seed, int threads, Terminal terminal, CancellationToken cancellationToken)
    {
        var all = digits.Training.Value;
        var training = (samples is { } count ? all.Take(count) : all).Shuffle(seed).Batch(Batch);
        var test = digits.Test.Value.Batch(TestBatch);
        var model = DigitNetworks.Small(Classes, seed);
        model.Build([.. all.Fields.SkipLast(1)]);
        var budget = new Budget(limit);
        var trainer =
            new Trainer(
            model, new SparseCategoricalCrossentropy(), new Adam(new BudgetDecay(Rate, Epochs * training.Count, budget)))
            {
                Threads =
            threads, Seed = seed
            };
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        ending.CancelAfter(budget.Left);
        var speed = 0.0;
        var clock = Stopwatch.StartNew();
        try
        {
            await Meter.RunAsync(terminal, "Training", meter => trainer.FitAsync(
                training, Epochs, test, [], new FitProgress(meter, budget, value => speed = value), ending.Token)).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // The time is up, or the visitor does not want to wait: the model has what was learned.
        }

        if (trainer.State.Step.Value.Span<int>()[0] == 0)
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw new TrainingException(
                $"The time that it may train, {limit.TotalSeconds:0} s, was up before its first step. Give it more with --seconds.");
        }

        return (model, clock.Elapsed.TotalSeconds, speed);
    }
}
