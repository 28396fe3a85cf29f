using Bantam.Tensors;
using Bantam.Training.Data;
using Bantam.Training.Layers;
using Bantam.Training.Losses;
using Bantam.Training.Optimizers;
using Bantam.Training.Running;
using Bantam.Vision;
using static Bantam.Training.Layers.Activations;

namespace Bantam.Samples.Learning;

/// <summary>Digits through a bottleneck of 32 numbers and back: what comes out can still be read.</summary>
internal static class Autoencoder
{
    private const int Shown = 10;

    public static async Task<(Tensor Originals, Tensor Decoded, double Loss)> RunAsync(SampleOptions options)
    {
        var (training, test) = options.Digits();
        var encoder = new Sequential("encoder", new Flatten(), new Dense(256, activation: Relu), new Dense(32));
        var decoder = new Sequential(
            "decoder", new Dense(256, activation: Relu), new Dense(784, activation: Sigmoid), new Reshape([28, 28, 1]));
        var model = new Sequential(encoder, decoder) { Seed = options.Seed };

        var trainer = new Trainer(model, new BinaryCrossentropy(), new Adam(2e-3f)) { Metrics = [] };
        await trainer.FitAsync(Pairs(training).Shuffle(options.Seed).Batch(128), options.Epochs ?? 20);
        var (_, tests) = (training, Pairs(test));
        var evaluation = await trainer.EvaluateAsync(tests.Batch(256));
        Console.WriteLine($"Loss on {tests.Count} digits that it has not seen: {evaluation.Loss:F4}");

        var (originals, decoded) = (tests[0], model.Predict(tests[0]));
        PictureGrid.Of(Tensor.Concat(0, originals[..Shown], decoded[..Shown]), columns: Shown, scale: 3)
            .Save(options.Result("autoencoder.png"));
        Console.WriteLine("Above the digits, below what became of them.");
        return (originals, decoded, evaluation.Loss);
    }

    /// <summary>Images as floats, each its own target.</summary>
    private static ArrayDataset Pairs(IDataset digits)
    {
        var bytes = new Tensor(digits.Fields[0].Batch(digits.Count));
        for (var i = 0; i < digits.Count; i++) digits.Read(i, 0, bytes.Bytes.Slice(i * 784, 784));
        var images = bytes.Cast(ElementType.Float) * (1 / 255f);
        return new ArrayDataset(images, images);
    }
}
