using System.CommandLine;
using Bantam.Cli.Commands;
using Bantam.Cli.Rendering;
using Bantam.Training.Data;

namespace Bantam.Cli.Digits;

/// <summary>Finds the digits that a command asks for.</summary>
internal static class DigitSource
{
    /// <summary>Digits that Bantam draws itself.</summary>
    public const string Drawn = "drawn";

    /// <summary>The original files, from the cache or a download.</summary>
    public const string Mnist = "mnist";

    /// <summary>How many digits there are.</summary>
    public const int Classes = 10;

    private const int DrawnTraining = 60_000;
    private const int TrainingPerTest = 6;
    private const uint TrainingSeed = 1;
    private const uint TestSeed = 2;

    /// <summary>The option that says which.</summary>
    /// <param name="description">What it is for.</param>
    /// <param name="isRequired">Whether it must be given.</param>
    public static Option<string?> Option(string description, bool isRequired)
    {
        var option = new Option<string?>("--data") { Description = description, HelpName = $"DIR|{Mnist}|{Drawn}", Required = isRequired };
        option.Validators.Add(result =>
        {
            if (result.Tokens is [{ Value: not (Drawn or Mnist) and var path }, ..] && !Directory.Exists(path))
                result.AddError($"--data takes a folder with MNIST's IDX files, '{Mnist}' or '{Drawn}'; there is no folder '{path}'.");
        });
        return option;
    }

    /// <summary>The option that limits how many samples are learned from.</summary>
    public static Option<int?> Samples() =>
        CliOptions.WholeOrNone("--samples", "Learn from so many samples only; all by default.", least: 1);

    /// <summary>Finds digits.</summary>
    /// <param name="choice">A folder, <see cref="Mnist"/> or <see cref="Drawn"/>; null for the best that can be had.</param>
    /// <param name="samples">How many to draw to learn from, where they are drawn; null for as many as MNIST has.</param>
    /// <param name="terminal">Shows how far it is.</param>
    /// <param name="cancellationToken">Stops it, and the drawing when the digits are asked for.</param>
    /// <exception cref="IOException">MNIST was asked for by name and cannot be had.</exception>
    /// <exception cref="DatasetException">The folder has no such files.</exception>
    public static async Task<DigitData> OpenAsync(string? choice, int? samples, Terminal terminal, CancellationToken cancellationToken)
    {
        if (choice == Drawn) return Draw(samples, terminal, cancellationToken);
        if (choice is not (null or Mnist)) return Open(choice, $"the IDX files in {choice}");
        var cache = MnistCache.Default;
        if (await cache.FillAsync(terminal, cancellationToken).ConfigureAwait(false)) return Open(cache.Folder, "MNIST");
        return choice is null ? Draw(samples, terminal, cancellationToken)
            : throw new IOException(
                $"MNIST is not in {cache.Folder} and cannot be downloaded now. Give a folder that has its IDX files with --data DIR, or " +
                $"take --data {Drawn}.");
    }

    private static DigitData Open(string folder, string name)
    {
        var files = Training.Data.Mnist.Open(folder);
        return new DigitData(name, new(() => files.Training), new(() => files.Test));
    }

    private static DigitData Draw(int? samples, Terminal terminal, CancellationToken cancellationToken)
    {
        var count = samples ?? DrawnTraining;
        return new DigitData("digits that Bantam drew itself", Make(count, TrainingSeed), Make(
            Math.Max(count / TrainingPerTest, Classes), TestSeed));

        // Drawing itself cannot be stopped; nobody waits for it any more, and the process ends.
        Lazy<ArrayDataset> Make(int number, uint seed) =>
            new(() => Meter.RunAsync(terminal, $"Drawing {Texts.Count(number)} digits", meter =>
        {
            meter.Report(null, "");
            return Task.Run(() => DrawnDigits.Create(number, seed), cancellationToken).WaitAsync(cancellationToken);
        }).GetAwaiter().GetResult());
    }
}
