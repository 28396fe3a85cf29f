using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using Bantam.Cli.Data;
using Bantam.Cli.Digits;
using Bantam.Cli.Inputs;
using Bantam.Cli.Inspection;
using Bantam.Cli.Learning;
using Bantam.Cli.Rendering;
using Bantam.Execution;
using Bantam.Files;
using Bantam.Onnx;
using Bantam.Reports;
using Bantam.Training.Data;
using Bantam.Training.Metrics;
using Bantam.Training.Optimizers;
using Bantam.Training.Running;
using Spectre.Console;

namespace Bantam.Cli.Commands;

/// <summary><c>bantam eval</c>: how well a model tells classes of samples apart that it has not seen.</summary>
internal sealed class EvalCommand : WorkCommand<EvalCommand.Result>
{
    private readonly Argument<string> _model = CliOptions.Model();
    private readonly SampleOptions _data = new(
        "What it is tested with", "How many digits were drawn to learn from, where they are drawn.",
        "How much of data without a part to test with was held back for that; 1 tests with all.");

    private readonly Option<int> _batch =
        CliOptions.Whole("--batch", "Samples in a run, where the model takes any number; it changes the speed only.", 256, least: 1,
        most: 1 << 16);
    private readonly ImageInputOptions _imageInput = new();
    private readonly ModelDimensions _dimensions = new();
    private readonly Option<string> _target = CliOptions.CpuTarget("The vectors that it computes with.");
    private readonly Option<int> _threads =
        CliOptions.Whole("--threads", "Threads that run it.", Environment.ProcessorCount, least: 1, most: 1024);
    private readonly Option<string?> _report =
        CliOptions.Page("--report", "the confusion matrix, numbers of each class and the worst mistakes");

    /// <summary>The command.</summary>
    public EvalCommand(Terminal terminal)
        : base("eval", "Measure how well a model tells classes apart: accuracy, each class, and which is taken for which.", terminal) =>
        Take([_model, .. _data.All, _batch, .. _imageInput.All, _dimensions.Named, _target, _threads, _report]);

    /// <inheritdoc/>
    protected override async Task<Result> WorkAsync(ParseResult given, CancellationToken cancellationToken)
    {
        var path = given.GetRequiredValue(_model);
        var model = _dimensions.LoadOpen(path, given);
        var picture = _imageInput.With(Learner.PicturesOf(model.Graph) ?? new(0, 0), given);
        var request = _data.Of(given, picture) with { Schema = Learner.SchemaOf(model) };
        if (request.Samples is { } samples && request.Choice != DigitSource.Drawn)
            throw new UsageException(
                $"--samples {samples}: that many digits are drawn for --data {DigitSource.Drawn}; of '{request.Choice}' all test samples "
                + "are read. Leave it out.");
        var data = (await SampleSource.OpenAsync(request, Terminal, cancellationToken).ConfigureAwait(false))
            .NumberedBy(ClassNames.Of(model.Metadata));
        var test = data.Test.Value;
        ClassifierGraphs.Require(model.Graph, ClassLabels.Of(test).DefaultIfEmpty(0).Max());
        if (PictureFields.AreNeeded(test, picture, _imageInput.NumbersGiven(given) is not null)) test = new PictureFields(test, picture);

        var trainer = new Trainer(Inference.Prepare(model.Graph), ClassifierGraphs.Loss(model.Graph), new SGD())
        {
            Threads = given.GetValue(_threads), Target = CliOptions.CpuTargetOf(given, _target),
        };
        var clock = Stopwatch.StartNew();
        var evaluation = await Meter.RunAsync(Terminal, "Evaluating", meter =>
        {
            var counted = new CountedReads(
                test, read => meter.Report((double)read / test.Count, $"{Texts.Count(read / clock.Elapsed.TotalSeconds)} samples/s"));
            return trainer.EvaluateAsync(
                counted.Batch(ClassifierGraphs.Batch(model.Graph) ?? given.GetValue(_batch)), [new Accuracy(), new ConfusionMatrix()],
                cancellationToken);
        }).ConfigureAwait(false);
        var seconds = clock.Elapsed.TotalSeconds;
        if (given.GetValue(_report) is { } page)
        {
            AtomicFile.Prepare(page);
            var batches = test.Batch(ClassifierGraphs.Batch(model.Graph) ?? given.GetValue(_batch));
            var examination = await trainer.ExamineAsync(batches, cancellationToken).ConfigureAwait(false);
            EvaluationReport.Write(page, Path.GetFileName(path), test, examination, evaluation, data.Classes);
        }

        return Result.Of(path, data, evaluation, seconds);
    }

    /// <inheritdoc/>
    protected override void Show(Result result, IAnsiConsole screen)
    {
        screen.WriteFacts(
            ("Accuracy", $"{Texts.Percent(result.Accuracy)} of {Texts.Count(result.Samples)} test samples of {result.Data}"),
            ("Loss", result.Loss.ToString("0.0000", CultureInfo.InvariantCulture)),
            ("Speed", $"{Texts.Count(result.ImagesPerSecond)} samples/s"));
        var classes = Tables.Make(" Class", " Samples", " Found (recall)", " Right (precision)", " F1");
        foreach (var row in result.Classes)
            classes.AddTexts(
                row.Name, Texts.Count(row.Samples), Texts.Percent(row.Recall), Texts.Percent(row.Precision), Texts.Percent(row.F1));
        screen.Write(classes);
        screen.WriteLine("Rows are what the samples are, columns what they were taken for:");
        var confusion = Tables.Make(["", .. result.Classes.Select(c => $" {c.Name}")]);
        foreach (var row in result.Classes)
            confusion.AddTexts(
                [row.Name, .. result.Classes.Select(c => result.Confusion[row.Class][c.Class])
                .Select(n => n == 0 ? "·" : Texts.Count(n))]);
        screen.Write(confusion);
        if (result.Classes.Sum(c => c.Unpredicted) is > 0 and var none)
            screen.WriteLine(
                $"{Texts.Count(none)} samples were taken for no class, because the model gives scores for them that are no numbers.");
    }

    /// <summary>How good a model is.</summary>
    /// <param name="Model">Its file.</param>
    /// <param name="Data">Where the samples come from.</param>
    /// <param name="Samples">How many were read.</param>
    /// <param name="Accuracy">How many of them were read right, 0 to 1.</param>
    /// <param name="Loss">The mean cross-entropy.</param>
    /// <param name="Seconds">How long it took.</param>
    /// <param name="ImagesPerSecond">Samples in a second.</param>
    /// <param name="Classes">The classes that occur, as samples or as predictions.</param>
    /// <param name="Confusion">For each class of the model how often it was taken for each.</param>
    internal sealed record Result(
        string Model, string Data, long Samples, double Accuracy, double Loss, double Seconds, double ImagesPerSecond,
        IReadOnlyList<ClassResult> Classes, IReadOnlyList<IReadOnlyList<long>> Confusion)
    {
        /// <summary>What was measured.</summary>
        public static Result Of(string model, SampleData data, Evaluation evaluation, double seconds)
        {
            var table = evaluation.Confusion!;
            var all = Enumerable.Range(0, table.Classes).ToArray();
            return new Result(
                model,
                data.Name,
                evaluation.Samples,
                evaluation.Accuracy!.Value,
                evaluation.Loss,
                seconds,
                evaluation.Samples / seconds,
                [.. all.Where(c => table.Unpredicted(c) > 0 || all.Any(o => table[c, o] + table[o, c] > 0)).Select(
                c => ClassResult.Of(table, c, data.Classes.ElementAtOrDefault(c) ?? $"{c}"))],
                [.. all.Select(row => (IReadOnlyList<long>)[.. all.Select(column => table[row, column])])]);
        }
    }

    /// <summary>How good a model is at a class.</summary>
    /// <param name="Class">The class.</param>
    /// <param name="Name">Its name.</param>
    /// <param name="Samples">How many samples there are of it.</param>
    /// <param name="Recall">How many of those were found, 0 to 1.</param>
    /// <param name="Precision">How many of the predictions of it are right, 0 to 1.</param>
    /// <param name="Unpredicted">How many of the samples were taken for no class, because a score is NaN.</param>
    /// <param name="F1">The harmonic mean of the two.</param>
    internal sealed record ClassResult(int Class, string Name, long Samples, double Recall, double Precision, long Unpredicted, double F1)
    {
        /// <summary>What a table says of a class.</summary>
        public static ClassResult Of(ConfusionTable table, int number, string name)
        {
            var (recall, precision) = (table.Recall(number), table.Precision(number));
            return new ClassResult(
                number, name, Enumerable.Range(0, table.Classes).Sum(c => table[number, c]) + table.Unpredicted(number), recall, precision,
                table.Unpredicted(number), recall + precision == 0 ? 0 : 2 * recall * precision / (recall + precision));
        }
    }
}
