using Bantam.Reports.Charts;
using Bantam.Tensors;
using Bantam.Training.Data;
using Bantam.Training.Layers;
using Bantam.Training.Losses;
using Bantam.Training.Optimizers;
using Bantam.Training.Running;
using Bantam.Vision;
using static Bantam.Training.Layers.Activations;

namespace Bantam.Samples.Learning;

/// <summary>
/// A generative adversarial network (I. Goodfellow et al., 2014): one network draws digits, the other tells them from real ones, and each
/// learns from the other.
/// </summary>
internal static class Gan
{
    private const int Noise = 32, Half = 64;

    public static Task<Tensor> RunAsync(SampleOptions options)
    {
        var digits = options.Digits().Training;
        var generator = new Sequential(
            "generator", new Dense(128), new BatchNormalization(0.8f), new LeakyReLU(0.2f), new Dense(256), new BatchNormalization(0.8f),
            new LeakyReLU(0.2f), new Dense(784, activation: Tanh));
        var discriminator = new Sequential(
            "discriminator", new GaussianNoise(0.4f), new Dense(256), new LeakyReLU(0.2f), new Dropout(0.4f), new Dense(128),
            new LeakyReLU(0.2f), new Dropout(0.4f), new Dense(1));
        var both = new Sequential(generator, discriminator) { Seed = options.Seed };
        both.Build(Noise);

        var loss = new BinaryCrossentropy(fromLogits: true);
        var judging = new Trainer(discriminator, loss, new Adam(5e-4f, beta1: 0.5f)) { Seed = options.Seed };
        var drawing = new Trainer(both, loss, new Adam(5e-4f, beta1: 0.5f), trains: generator.Variables.Contains) { Seed = options.Seed };
        var answers = Tensor.Concat(0, Tensor.Full(0.9f, Shape.Of(Half, 1)), Tensor.Zeros(Shape.Of(Half, 1)));
        var (losses, batches, step) = (new List<(double, double)>(), digits.Shuffle(options.Seed).Batch(Half, dropRemainder: true), 0);
        using var reader = batches.Open();
        for (var epoch = 0; epoch < (options.Epochs ?? 40); epoch++)
        {
            for (reader.Start(epoch); reader.MoveNext(); step++)
            {
                var real = Tensor.From<byte>(reader[0], Shape.Of(Half, 784)).Cast(ElementType.Float) * (1 / 127.5f) - 1f;
                var drawn = generator.Predict(Random(step, Half));
                losses.Add((judging.TrainOnBatch(Tensor.Concat(0, real, drawn), answers),
                    drawing.TrainOnBatch(Random(~step, 2 * Half), Tensor.Ones(Shape.Of(2 * Half, 1)))));
            }

            if (epoch % 10 == 9) Console.WriteLine($"epoch {epoch + 1}: judging {losses[^1].Item1:F3}, drawing {losses[^1].Item2:F3}");
        }

        var pictures = ((generator.Predict(Random(-7, 100)) + 1f) * 0.5f).View(Shape.Of(100, 28, 28, 1));
        PictureGrid.Of(pictures, columns: 10, scale: 2).Save(options.Result("gan.png"));
        new LineChart(
            "Losses of the two networks", "step", new Series("judging", losses.Select(l => l.Item1)),
            new Series("drawing", losses.Select(l => l.Item2)))
            .Save(options.Result("gan.svg"));
        return Task.FromResult(pictures);

        Tensor Random(int seed, int count) => Tensor.Random(Shape.Of(count, Noise), unchecked((int)options.Seed * 7919) ^ seed, -1, 1);
    }
}
