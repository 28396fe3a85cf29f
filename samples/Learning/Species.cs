using Bantam.Reports;
using Bantam.Training.Data;
using Bantam.Training.Data.Tables;
using Bantam.Training.Layers;
using Bantam.Training.Losses;
using Bantam.Training.Optimizers;
using Bantam.Training.Running;
using static Bantam.Training.Layers.Activations;

namespace Bantam.Samples.Learning;

/// <summary>A table with texts and missing values: of which species a penguin is. A page reports how the training went.</summary>
internal static class Species
{
    public static async Task<Evaluation> RunAsync(SampleOptions options)
    {
        var penguins = TableDataset.LoadCsv(SampleOptions.Bundled("penguins.csv"), label: "species");
        var (training, test) = penguins.Shuffle(options.Seed).Split(0.7);
        var (inputs, features) = penguins.Features();
        var scores = new Dense(penguins.Classes.Count, activation: Softmax).Apply(new Dense(16, activation: Relu).Apply(features));
        var model = new Model(inputs, [scores]) { Seed = options.Seed };

        var trainer = new Trainer(model, new SparseCategoricalCrossentropy(), new Adam(0.01f));
        var report = new Report(options.Result("species.html"), "Species of penguins") { Classes = penguins.Classes };
        await trainer.FitAsync(
            training.Shuffle(options.Seed).Batch(16), options.Epochs ?? 20, validation: test.Batch(32), callbacks: [report]);
        var evaluation = await trainer.EvaluateAsync(test.Batch(32));
        Console.WriteLine($"Penguins that it has not seen: {evaluation}");
        return evaluation;
    }
}
