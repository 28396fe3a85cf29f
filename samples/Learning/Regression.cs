using Bantam.Reports.Charts;
using Bantam.Tensors;
using Bantam.Training.Data;
using Bantam.Training.Data.Tables;
using Bantam.Training.Layers;
using Bantam.Training.Losses;
using Bantam.Training.Metrics;
using Bantam.Training.Optimizers;
using Bantam.Training.Running;
using static Bantam.Training.Layers.Activations;

namespace Bantam.Samples.Learning;

/// <summary>How far a car of the seventies goes with a gallon, by its weight, power, year and where it comes from.</summary>
internal static class Regression
{
    public static async Task<Evaluation> RunAsync(SampleOptions options)
    {
        var cars = TableDataset.LoadCsv(SampleOptions.Bundled("cars.csv"), label: "mpg", new TableOptions { IsClassLabel = false });
        var (training, test) = cars.Shuffle(options.Seed).Split(0.8);
        var (inputs, features) = cars.Features();
        var hidden = new Dense(32, activation: Relu).Apply(new Dense(32, activation: Relu).Apply(features));
        var model = new Model(inputs, [new Dense(1).Apply(hidden)]) { Seed = options.Seed };

        var trainer = new Trainer(model, new MeanSquaredError(), new Adam(3e-3f)) { Metrics = [new MeanAbsoluteError(), new R2Score()] };
        await trainer.FitAsync(training.Shuffle(options.Seed).Batch(32), options.Epochs ?? 150);
        var evaluation = await trainer.EvaluateAsync(test.Batch(32));
        Console.WriteLine($"Cars that it has not seen: {evaluation}");

        var said = await trainer.ExamineAsync(test.Batch(32));
        double[] wanted = [.. Enumerable.Range(0, test.Count).Select(i => ReadTarget(test, i))];
        new ScatterChart(
            "Miles per gallon of cars that were not learned", "true", "predicted",
            new Series("cars", wanted, [.. said.Predictions.ToArray<float>().Select(p => (double)p)]))
        { HasDiagonal = true, Height = 320 }.Save(options.Result("regression.svg"));
        return evaluation;
    }

    private static double ReadTarget(IDataset data, int index)
    {
        var target = new byte[sizeof(float)];
        data.Read(index, data.Fields.Count - 1, target);
        return BitConverter.ToSingle(target);
    }
}
