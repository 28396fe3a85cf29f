using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using Bantam.Cli.Data;
using Bantam.Cli.Inputs;
using Bantam.Cli.Inspection;
using Bantam.Cli.Learning;
using Bantam.Cli.Rendering;
using Bantam.Files;
using Bantam.Reports;
using Bantam.Training.Data;
using Bantam.Training.Running;
using Spectre.Console;

namespace Bantam.Cli.Commands;

/// <summary><c>bantam train</c>: a network learns to tell classes apart and is saved.</summary>
internal sealed class TrainCommand : WorkCommand<TrainCommand.Result>
{
    private const int TestBatch = 256;

    private readonly SampleOptions _data = new(
        "What it learns from", "Learn from so many samples only; all by default.",
        "How much of data without a part to test with is held back for that.");

    private readonly Option<string> _model = new("--model")
    {
        Description = $"What learns: {Learner.Names}, a new network; or an ONNX file that goes on learning.",
        HelpName = "NAME|FILE",
        DefaultValueFactory = _ => Learner.Convolutional,
    };

    private readonly Option<int> _epochs =
        CliOptions.Whole("--epochs", "How often it goes through the data; of a resumed training those before included.", 5, least: 1);
    private readonly Option<int> _batch = CliOptions.Whole("--batch", "Samples in a step.", 64, least: 1, most: 1 << 16);
    private readonly ImageInputOptions _imageInput = new();
    private readonly LearningOptions _learning = new();
    private readonly Option<int> _seed =
        CliOptions.Whole("--seed", "Of the first weights, the order of the samples and dropout. Equal seeds give equal weights, bit for " +
            "bit.", 1, least: 0);
    private readonly Option<int> _threads =
        CliOptions.Whole("--threads", "Threads that train. Their number changes the speed, never the result.", Environment.ProcessorCount,
        least: 1, most: 1024);
    private readonly Option<string> _target =
        CliOptions.CpuTarget("The vectors that it computes with. They change the speed, never the result.");
    private readonly ModelDimensions _dimensions = new();
    private readonly Option<string> _out = new("--out", "-o")
    {
        Description = "Where the model goes; its training state goes beside it, as .safetensors, unless --checkpoint says otherwise.",
        HelpName = "FILE", DefaultValueFactory = _ => "model.onnx",
    };

    private readonly Option<bool> _resume =
        new("--resume") { Description = "Go on with the training whose state lies beside the model, as if it had never stopped." };
    private readonly Option<string?> _checkpoint =
        new("--checkpoint") { Description = "Where the training state goes.", HelpName = "FILE" };
    private readonly Option<int?> _every = CliOptions.WholeOrNone(
        "--checkpoint-every", "After how many steps the state is saved inside an epoch too; by default after epochs only.", least: 1);
    private readonly Option<string?> _report = CliOptions.Page(
        "--report", "curves, gradients, mistakes, weights, activations, the graph and the slowest kernels; while it trains, too");

    /// <summary>The command.</summary>
    public TrainCommand(Terminal terminal)
        : base("train", "Train a network to tell classes apart, and save it as ONNX.", terminal)
    {
        _model.Validators.Add(result =>
        {
            if (result.Tokens is [{ Value: var name }, ..] && !Learner.Exists(name))
                result.AddError($"--model takes {Learner.Names}, or an ONNX file; there is no file '{name}'.");
        });
        Take(
        [
            .. _data.All, _model, _epochs, _batch, .. _learning.All, _seed, .. _imageInput.All, _dimensions.Named, _target, _threads, _out,
            _checkpoint, _every, _resume, _report,
        ]);
    }

    /// <inheritdoc/>
    protected override async Task<Result> WorkAsync(ParseResult given, CancellationToken cancellationToken)
    {
        var path = given.GetValue(_out)!;
        OutputFile.RequireName(path);
        var isResumed = given.GetValue(_resume);
        var state = State(given);
        if (string.Equals(state, path, StringComparison.OrdinalIgnoreCase))
            throw new UsageException(
                $"--out takes the file of the model, and its state goes to {state}; '{path}' would be both. Give a name such as " +
                $"{Path.ChangeExtension(path, ".onnx")}.");
        if (given.GetValue(_dimensions.Named)!.Length > 0 && !File.Exists(given.GetValue(_model)!))
            throw new UsageException(
                $"{_dimensions.Named.Name} is for the named dimensions of an ONNX file; '{given.GetValue(_model)}' has none. Leave it " +
                $"out.");
        if (isResumed && !File.Exists(state))
            throw new UsageException(
                $"There is nothing to resume: a training with --out {path} leaves its state in {state}, and there is no such file.");
        var seed = (uint)given.GetValue(_seed);
        var isChosen = given.GetResult(_model) is { Implicit: false };
        var learner = Learner.Open(
            !isChosen && _data.IsTable(given) ? Learner.Dense : given.GetValue(_model)!, path => _dimensions.LoadOpen(path, given));
        if (!learner.IsFile && _imageInput.NumbersGiven(given) is { } stray)
            throw new UsageException(
                $"{stray.Name} is for the model of a file; '{given.GetValue(_model)}' normalizes pictures itself. Leave it out.");
        var picture = _imageInput.With(learner.Picture, given);
        var request = _data.Of(given, picture);
        request = request with
        {
            PresetSide = learner.PresetSide ?? request.PresetSide,
            IsFixed = learner.IsFixed,
            Schema = learner.Schema,
        };
        var data = (await SampleSource.OpenAsync(request, Terminal, cancellationToken).ConfigureAwait(false)).NumberedBy(learner.Classes);
        var taken = request.Samples is { } count ? data.Training.Value.Take(count) : data.Training.Value;
        var isConverted = learner.IsFile && PictureFields.AreNeeded(taken, picture, _imageInput.NumbersGiven(given) is not null);
        await Meter.RunAsync(Terminal, "Looking at the samples", () =>
        {
            learner.Build(Converted(taken), data.Classes, seed, data.Table);
            return 0;
        }, cancellationToken).ConfigureAwait(false);
        var training = Batches(Targets(Converted(_learning.Augmented(taken, seed, given))).Shuffle(seed), given.GetValue(_batch), data);
        var optimizer = _learning.Optimizer(given, given.GetValue(_epochs), training.Count);
        var trainer = learner.Trainer(
            optimizer, given.GetValue(_threads), CliOptions.CpuTargetOf(given, _target), seed, _learning.Smoothing(given));
        if (isResumed) trainer.Load(state);
        AtomicFile.Prepare(path);
        AtomicFile.Prepare(state);

        var test = Batches(Targets(Converted(data.Test.Value)), TestBatch, data);
        var keep = new KeepModel(path, state, given.GetValue(_every), learner.Inference, isResumed, Decisive(given))
        {
            Report = given.GetValue(_report) is not { } page ? null
                : new Report(page, $"Training of {Path.GetFileName(path)}") { Classes = data.Classes },
        };

        IDataset Converted(IDataset samples) => isConverted ? new PictureFields(samples, picture) : samples;

        IDataset Targets(IDataset samples) => _learning.Smoothing(given) == 0 ? samples : samples.OneHot(data.Classes.Count);
        var (history, seconds) = await FitAsync(given, trainer, training, test, keep, cancellationToken).ConfigureAwait(false);
        if (!keep.HasSaved)
            await Terminal.Error.WriteLineAsync(
                $"Nothing was left to do: {state} has {history.Epochs.Count} epochs behind it, and --epochs asks for " +
                $"{given.GetValue(_epochs)}.").ConfigureAwait(false);
        var learned = history.Epochs.Sum(e => training.SampleCount / e.SamplesPerSecond);
        return new Result(
            path,
            state,
            data.Name,
            data.Classes,
            history.Epochs.Count,
            history.Epochs[^1].Values["val_accuracy"],
            history.Epochs[^1].ValidationLoss!.Value,
            history.Epochs[^1].Loss,
            seconds,
            history.Epochs.Count * (double)training.SampleCount / learned,
            learner.Variables.Sum(v => (long)v.Type.Shape.ElementCount),
            Processes.PeakBytes,
            trainer.Threads,
            trainer.Target.Name,
            seed);
    }

    /// <inheritdoc/>
    protected override void Show(Result result, IAnsiConsole screen) => screen.WriteFacts(
        ("Accuracy", $"{Texts.Percent(result.TestAccuracy)} of the test samples of {result.Data}"),
        ("Trained",
        $"{result.Epochs} epochs; {result.Seconds.ToString("0.0", CultureInfo.InvariantCulture)} s at " +
        $"{Texts.Count(result.ImagesPerSecond)} samples/s on {result.Threads} thread{(result.Threads == 1 ? "" : "s")} of {result.Target}"),
        ("Parameters", Texts.Count(result.Parameters)),
        ("Memory", $"{Texts.Bytes(result.PeakBytes)} at most"),
        ("Model", result.Model),
        ("State", result.State));

    private async Task<(TrainingHistory History, double Seconds)> FitAsync(
        ParseResult given, Trainer trainer, BatchedDataset training, BatchedDataset test, KeepModel keep,
        CancellationToken cancellationToken)
    {
        var clock = Stopwatch.StartNew();
        try
        {
            var history = await Meter.RunAsync(Terminal, "Training", meter =>
            {
                keep.Notice = meter.Note;
                return trainer.FitAsync(training, given.GetValue(_epochs), test, [keep], new FitProgress(meter), cancellationToken);
            }).ConfigureAwait(false);
            return (history, clock.Elapsed.TotalSeconds);
        }
        catch (OperationCanceledException) when (keep.HasSaved)
        {
            throw new StoppedException(
                $"Stopped. All that was learned is in {State(given)}; the same command with --resume goes on " +
                $"from there.");
        }
        catch (OperationCanceledException) when (keep.HasSpared)
        {
            throw new StoppedException(
                $"Stopped before its first epoch had ended, so {State(given)} and the model beside it are " +
                $"still those of the training before. To go on from them give --resume; to keep both give another --out.");
        }
    }

    /// <summary>The options without which a training would have learned something else, as texts.</summary>
    private Dictionary<string, string> Decisive(ParseResult given) => new Dictionary<string, string>
    {
        [_seed.Name] = Text(given.GetValue(_seed)),
        [_batch.Name] = Text(given.GetValue(_batch)),
        [_epochs.Name] = Text(given.GetValue(_epochs)),
    }.Concat(_learning.Decisive(given)).ToDictionary();

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private string State(ParseResult given) => given.GetValue(_checkpoint) ?? KeepModel.StateOf(given.GetValue(_out)!);

    private static BatchedDataset Batches(IDataset samples, int size, SampleData data)
    {
        var batches = samples.Batch(size);
        return data.IsDecoded ? batches.Prefetch(Math.Max(batches.PrefetchCount, 1), Environment.ProcessorCount) : batches;
    }

    /// <summary>What came of a training.</summary>
    /// <param name="Model">The model's file.</param>
    /// <param name="State">The file that a resume goes on from.</param>
    /// <param name="Data">What it learned from.</param>
    /// <param name="Classes">The names of the classes.</param>
    /// <param name="Epochs">How often it has gone through the data.</param>
    /// <param name="TestAccuracy">How many of the test samples it reads right, 0 to 1.</param>
    /// <param name="TestLoss">The mean loss of the test samples.</param>
    /// <param name="TrainingLoss">The mean loss of the training samples in the last epoch.</param>
    /// <param name="Seconds">How long this training took, tests included.</param>
    /// <param name="ImagesPerSecond">Samples in a second of training.</param>
    /// <param name="Parameters">The elements of all variables.</param>
    /// <param name="PeakBytes">The most memory that the process had.</param>
    /// <param name="Threads">How many threads trained.</param>
    /// <param name="Target">What was compiled for.</param>
    /// <param name="Seed">The seed.</param>
    internal sealed record Result(
        string Model,
        string State,
        string Data,
        IReadOnlyList<string> Classes,
        int Epochs,
        double TestAccuracy,
        double TestLoss,
        double TrainingLoss,
        double Seconds,
        double ImagesPerSecond,
        long Parameters,
        long PeakBytes,
        int Threads,
        string Target,
        uint Seed);
}
