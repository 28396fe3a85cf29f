using Bantam.Reports;
using Bantam.Training.Data;
using Bantam.Training.Layers;
using Bantam.Training.Losses;
using Bantam.Training.Optimizers;
using Bantam.Training.Running;
using Bantam.Training.Schedules;
using Bantam.Vision;
using static Bantam.Training.Layers.Activations;

namespace Bantam.Samples.Learning;

/// <summary>
/// Photographs in ten classes, CIFAR-10 (A. Krizhevsky, 2009): <c>--data</c> is a folder with <c>train.zip</c> and <c>test.zip</c>, of
/// pictures in folders of their classes.
/// </summary>
internal static class Pictures
{
    public static async Task<(Sequential Body, double Accuracy)> RunAsync(SampleOptions options)
    {
        var folder = options.Data ?? "../shared/data/cifar10";
        var files = ImageFolder.Open(Path.Combine(folder, "train.zip"));
        var training = files.ToDataset(32, 32).Shuffle(options.Seed).Take(options.Samples ?? int.MaxValue).Cache();
        var test = ImageFolder.Open(Path.Combine(folder, "test.zip")).ToDataset(32, 32).Shuffle(options.Seed)
            .Take(options.Samples ?? int.MaxValue).Cache();

        var body = new Sequential(
            "body", new RandomFlip(FlipMode.Horizontal), Convolution(32), new MaxPooling2D(2), Convolution(64), new MaxPooling2D(2),
            Convolution(128), new GlobalAveragePooling2D());
        var model = new Sequential(body, new Dropout(0.2f), new Dense(files.Classes.Count)) { Seed = options.Seed };
        var batches = training.Shuffle(options.Seed).Batch(64);
        var epochs = options.Epochs ?? 10;
        var trainer = new Trainer(
            model, new SparseCategoricalCrossentropy(fromLogits: true), new AdamW(new CosineDecay(3e-3f, epochs * batches.Count), 1e-2f));
        var report = new Report(options.Result("pictures.html"), "Photographs in ten classes") { Classes = files.Classes };
        var history = await trainer.FitAsync(batches, epochs, validation: test.Batch(128), callbacks: [report]);
        var accuracy = history.Epochs[^1].Values["val_accuracy"];
        Console.WriteLine($"{accuracy:P1} of {test.Count} photographs that it has not seen are right.");
        return (body, accuracy);
    }

    private static Sequential Convolution(int filters) => new(
        $"convolution{filters}", new Conv2D(filters, 3, padding: Padding.Same, useBias: false), new BatchNormalization(0.9f),
        new Activation(Relu), new Conv2D(filters, 3, padding: Padding.Same, useBias: false), new BatchNormalization(0.9f),
        new Activation(Relu));
}
