using System.Globalization;
using Bantam.Cli.Digits;
using Bantam.Cli.Rendering;
using Bantam.Training.Data;
using Bantam.Training.Data.Tables;
using Bantam.Vision;
using Spectre.Console;

namespace Bantam.Cli.Data;

/// <summary>Finds the samples that a command asks for.</summary>
internal static class SampleSource
{
    /// <summary>Of the order in which samples are held back; the same in training and evaluation.</summary>
    private const uint SplitSeed = 1;

    /// <summary>The most bytes of decoded pictures that are kept in memory.</summary>
    private const long MostKept = 2L << 30;

    private const string TrainingPart = "train";
    private static readonly string[] TestParts = ["test", "val", "valid", "validation"];

    /// <summary>Finds samples.</summary>
    /// <param name="request">Which.</param>
    /// <param name="terminal">Shows how far it is.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="DatasetException">There are none, or they break a rule.</exception>
    /// <exception cref="IOException">They cannot be read.</exception>
    public static async Task<SampleData> OpenAsync(SampleRequest request, Terminal terminal, CancellationToken cancellationToken)
    {
        var choice = request.Choice;
        if (IsTable(choice))
            return await Meter.RunAsync(terminal, $"Reading {choice}", () => OfTable(request), cancellationToken).ConfigureAwait(false);
        if (request.Label is not null) throw new UsageException("--label is a column of a table, a .csv or .tsv file. Leave it out.");
        if (choice is DigitSource.Mnist or DigitSource.Drawn || HasDigits(choice))
        {
            var digits = await DigitSource.OpenAsync(choice, request.Samples, terminal, cancellationToken).ConfigureAwait(false);
            return new SampleData(
                digits.Name, new(() => digits.Training.Value), new(() => digits.Test.Value),
                [.. Enumerable.Range(0, DigitSource.Classes).Select(i => i.ToString(CultureInfo.InvariantCulture))]);
        }

        if (Cifar10.IsIn(choice)) return OfCifar(choice);
        return await Meter.RunAsync(terminal, $"Looking through {choice}", () => OfPictures(request, terminal), cancellationToken)
            .ConfigureAwait(false);
    }

    /// <summary>Whether a file is a table, by its name.</summary>
    public static bool IsTable(string path) => Path.GetExtension(path).ToLowerInvariant() is ".csv" or ".tsv";

    private static SampleData OfTable(SampleRequest request)
    {
        var path = request.Choice;
        var table = request.Schema is { } schema && (request.Label ?? schema.Label) == schema.Label ? CsvDataset.Load(path, schema)
            : CsvDataset.Load(path, request.Label ?? throw new UsageException(
                $"A table has classes in one of its columns; say which with --label NAME. '{path}' begins with " +
                $"{File.ReadLines(path).FirstOrDefault() ?? "nothing"}"));
        if (table.Schema.Classes is not { } classes)
            throw new UsageException(
                $"--label {table.Schema.Label}: the column has numbers and no classes, and the command learns classes only. In C# a model of "
                + $"{nameof(CsvDataset)} learns numbers.");
        var (held, rest) = table.Shuffle(SplitSeed).Split(request.HeldBack);
        var share = (request.HeldBack * 100).ToString("0.#", CultureInfo.InvariantCulture);
        return new SampleData(request.HeldBack < 1 ? $"{path}, {share} % of it held back" : path, new(rest), new(held), classes)
        {
            Table = table,
        };
    }

    private static bool HasDigits(string folder) =>
        Directory.Exists(folder) && Directory.EnumerateFiles(folder, "*-idx?-ubyte*").Any();

    private static SampleData OfCifar(string folder)
    {
        var cifar = Cifar10.Open(folder);
        return new SampleData($"CIFAR-10 in {folder}", new(() => cifar.Training), new(() => cifar.Test), cifar.Classes);
    }

    private static SampleData OfPictures(SampleRequest request, Terminal terminal)
    {
        var (training, test) = Parts(request.Choice);
        var input = Sized(request, training, terminal);
        if (test is null)
        {
            var shuffled = Kept(training.ToDataset(input)).Shuffle(SplitSeed);
            var (held, rest) = shuffled.Split(request.HeldBack);
            var share = (request.HeldBack * 100).ToString("0.#", CultureInfo.InvariantCulture);
            return new SampleData(
                request.HeldBack < 1 ? $"{request.Choice}, {share} % of it held back" : request.Choice,
                new(rest), new(held), training.Classes) { IsDecoded = true };
        }

        // Files come class by class; the first of them must be of all.
        var samples = Kept(training.ToDataset(input)).Shuffle(SplitSeed);
        var data = new SampleData(request.Choice, new(samples), new(Kept(test.ToDataset(input))), training.Classes)
        {
            IsDecoded = true,
        };
        var tested = new SampleData(request.Choice, data.Training, data.Test, test.Classes).NumberedBy(training.Classes);
        return data with { Test = tested.Test };
    }

    /// <summary>The pictures to learn from, and those to test with where they lie apart.</summary>
    public static (ImageFolder Training, ImageFolder? Test) Parts(string path)
    {
        if (Directory.Exists(path) && File.Exists(Path.Combine(path, TrainingPart + ".zip")))
        {
            var test = TestParts.Select(p => Path.Combine(path, p + ".zip")).FirstOrDefault(File.Exists);
            return (
                ImageFolder.Open(Path.Combine(path, TrainingPart + ".zip")), test is null ? null : ImageFolder.Open(test));
        }

        if (!ImageFolder.HasPart(path, TrainingPart)) return (ImageFolder.Open(path), null);
        var part = TestParts.FirstOrDefault(p => ImageFolder.HasPart(path, p));
        return (ImageFolder.Open(path, TrainingPart), part is null ? null : ImageFolder.Open(path, part));
    }

    private static ImageInput Sized(SampleRequest request, ImageFolder pictures, Terminal terminal)
    {
        if (request.Picture.Width > 0) return request.Picture;
        var side = request.PresetSide;
        if (!request.IsFixed && pictures.CommonSize() is { } common)
            return request.Picture with { Width = common.Width, Height = common.Height };
        if (!request.IsFixed)
            terminal.Notices.WriteLine($"The pictures have several sizes; all become {side} x {side}. --size says otherwise.");
        return request.Picture with { Width = side, Height = side };
    }

    private static IDataset Kept(IDataset pictures) =>
        pictures.Count * (long)pictures.Fields[0].Bytes <= MostKept ? pictures.Cache() : pictures;
}
