using System.Globalization;
using Bantam.Reports.Charts;
using Bantam.Tensors;
using Bantam.Training.Data;
using Bantam.Training.Layers;
using Bantam.Training.Losses;
using Bantam.Training.Optimizers;
using Bantam.Training.Running;

namespace Bantam.Samples.Learning;

/// <summary>Carbon dioxide in the air, month by month: from three years the next one is forecast.</summary>
internal static class Forecast
{
    private const int Past = 36, Ahead = 12, TestMonths = 120;

    public static async Task<(double Error, double Naive)> RunAsync(SampleOptions options)
    {
        float[] ppm =
        [
            .. File.ReadLines(SampleOptions.Bundled("co2.csv")).Skip(1)
                .Select(l => float.Parse(l.Split(',')[1], CultureInfo.InvariantCulture)),
        ];

        // What the network sees are the changes from month to month, which look alike over the years.
        float[] changes = [.. ppm.Zip(ppm.Skip(1), (a, b) => b - a)];
        var training = changes[..^TestMonths];
        var windows = new TimeseriesDataset(
            Tensor.From(training, training.Length, 1), Years(training), sequenceLength: Past);
        var model = new Sequential(new LSTM(32), new Dense(Ahead)) { Seed = options.Seed };
        var trainer = new Trainer(model, new MeanSquaredError(), new Adam(3e-3f));
        await trainer.FitAsync(windows.Shuffle(options.Seed).Batch(32), options.Epochs ?? 60);

        var (truth, forecast, naive, months) = (new List<double>(), new List<double>(), new List<double>(), new List<double>());
        for (var now = changes.Length - TestMonths; now + Ahead <= changes.Length; now += Ahead)
        {
            var next = model.Predict(Tensor.From(changes[(now - Past)..now], 1, Past, 1)).ToArray<float>();
            double level = ppm[now];
            for (var i = 0; i < Ahead; i++)
            {
                forecast.Add(level += next[i]);
                truth.Add(ppm[now + 1 + i]);
                months.Add(1958 + ((2 + now + 1 + i) / 12.0));

                // The same month a year before, and as much more as the last year brought.
                naive.Add(ppm[now + 1 + i - 12] + (ppm[now] - ppm[now - 12]));
            }
        }

        var (error, simple) = (Error(truth, forecast), Error(truth, naive));
        Console.WriteLine($"A year ahead it is wrong by {error:F2} ppm in the mean, the year before carried on by {simple:F2} ppm.");
        new LineChart(
            "Carbon dioxide on Mauna Loa, ppm", "year", new Series("measured", months, truth), new Series("forecast", months, forecast))
        { Width = 640 }.Save(options.Result("forecast.svg"));
        return (error, simple);
    }

    /// <summary>The year behind the window that begins at each month.</summary>
    private static Tensor Years(float[] changes)
    {
        var count = changes.Length - Past - Ahead + 1;
        return Tensor.From([.. Enumerable.Range(0, count).SelectMany(i => changes[(i + Past)..(i + Past + Ahead)])], count, Ahead);
    }

    private static double Error(List<double> truth, List<double> forecast) => truth.Zip(forecast, (a, b) => Math.Abs(a - b)).Average();
}
