using System.Globalization;
using Bantam.Training.Data;

namespace Bantam.Samples.Learning;

/// <summary>What all samples take.</summary>
/// <param name="Epochs">How often a sample goes through its data; null for as often as it is good for.</param>
/// <param name="Samples">How much of the data it takes; null for all.</param>
/// <param name="Data">A folder with data that do not come with the samples.</param>
/// <param name="Out">Where pictures and texts go.</param>
/// <param name="Seed">Equal seeds give equal results.</param>
internal sealed record SampleOptions(int? Epochs = null, int? Samples = null, string? Data = null, string Out = ".", uint Seed = 1)
{
    public const string Usage = "[--epochs N] [--samples N] [--data FOLDER] [--out FOLDER] [--seed N]";

    public static SampleOptions? Parse(string[] args)
    {
        var options = new SampleOptions();
        foreach (var pair in args.Chunk(2))
        {
            var number = pair.Length == 2 && int.TryParse(pair[1], CultureInfo.InvariantCulture, out var n) && n > 0 ? n : (int?)null;
            if (pair is ["--epochs", _] && number is not null) options = options with { Epochs = number };
            else if (pair is ["--samples", _] && number is not null) options = options with { Samples = number };
            else if (pair is ["--seed", _] && number is not null) options = options with { Seed = (uint)number };
            else if (pair is ["--data", var data]) options = options with { Data = data };
            else if (pair is ["--out", var folder]) options = options with { Out = Directory.CreateDirectory(folder).FullName };
            else
            {
                Console.Error.WriteLine($"'{string.Join(' ', pair)}' is not understood. {Usage}, where N is 1 or more.");
                return null;
            }
        }

        return options;
    }

    /// <summary>A file that comes with the samples.</summary>
    public static string Bundled(string name) => Path.Combine(AppContext.BaseDirectory, "Data", name);

    /// <summary>Digits: MNIST where its folder is given, else such as Bantam draws.</summary>
    public (IDataset Training, IDataset Test) Digits()
    {
        var (training, test) = Data is null ? DrawnDigits.Create(12_000, Seed).Split(0.9)
            : (Mnist.Open(Data).Training, (IDataset)Mnist.Open(Data).Test);
        return (training.Take(Samples ?? int.MaxValue), test);
    }

    /// <summary>A path in the folder for results.</summary>
    public string Result(string name)
    {
        Console.WriteLine($"Saved {Path.Combine(Out, name)}");
        return Path.Combine(Out, name);
    }
}
