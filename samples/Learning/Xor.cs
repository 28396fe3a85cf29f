using Bantam.Tensors;
using Bantam.Training.Data;
using Bantam.Training.Layers;
using Bantam.Training.Losses;
using Bantam.Training.Optimizers;
using Bantam.Training.Running;
using static Bantam.Training.Layers.Activations;

namespace Bantam.Samples.Learning;

/// <summary>Exclusive or, in five lines: the smallest thing that a single layer cannot learn.</summary>
internal static class Xor
{
    public static async Task<float[]> RunAsync(SampleOptions options)
    {
        var (x, y) = (Tensor.From([0f, 0, 0, 1, 1, 0, 1, 1], 4, 2), Tensor.From([0f, 1, 1, 0], 4, 1));
        var model = new Sequential(new Dense(8, activation: Tanh), new Dense(1, activation: Sigmoid)) { Seed = options.Seed };
        var trainer = new Trainer(model, new BinaryCrossentropy(), new Adam(0.05f));
        await trainer.FitAsync(new ArrayDataset(x, y).Batch(4), epochs: options.Epochs ?? 300);
        var answers = model.Predict(x).ToArray<float>();

        for (var i = 0; i < 4; i++) Console.WriteLine($"{i / 2} xor {i % 2} = {answers[i]:F3}");
        return answers;
    }
}
