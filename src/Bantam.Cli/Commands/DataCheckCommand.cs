using System.CommandLine;
using System.Globalization;
using Bantam.Cli.Checking;
using Bantam.Cli.Data;
using Bantam.Cli.Learning;
using Bantam.Cli.Rendering;
using Bantam.Files;
using Bantam.Training.Data;
using Bantam.Vision;
using Spectre.Console;

namespace Bantam.Cli.Commands;

/// <summary><c>bantam data check</c>: what is wrong with pictures that a network is to learn from.</summary>
internal sealed class DataCheckCommand : WorkCommand<CheckResult>
{
    private const int JudgedSide = 32, ShownFiles = 8;

    private readonly Argument<string> _data = new("data")
    {
        Description = "A folder or a zip file whose folders are classes and hold pictures, beside each other or in 'train' and 'test'.",
        HelpName = "DIR|ZIP",
    };

    private readonly Option<string> _out = new("--out", "-o")
    {
        Description = "The page with the pictures in question.", HelpName = "FILE", DefaultValueFactory = _ => "data-check.html",
    };

    private readonly Option<bool> _noLabels =
        new("--no-labels") { Description = "Leave the labels out: looking for wrong ones trains a network several times." };
    private readonly Option<int> _folds = CliOptions.Whole(
        "--folds", "In how many parts labels are looked at: each part by a network that has learned the others.", 3, least: 2, most: 20);
    private readonly Option<int?> _epochs = CliOptions.WholeOrNone(
        "--epochs", "How often each network goes through its pictures; by default as often as a small network needs.", least: 1);
    private readonly Option<int> _batch = CliOptions.Whole("--batch", "Samples in a step.", 128, least: 1, most: 1 << 16);
    private readonly Option<string> _model = new("--model")
    {
        Description = $"The network: {Learner.Names}.", HelpName = "NAME", DefaultValueFactory = _ => "resnet20",
    };

    private readonly Option<int> _seed = CliOptions.Whole("--seed", "Of the parts, of weights and of the order.", 1, least: 0);
    private readonly Option<int> _threads = CliOptions.Threads("Threads that read and train.");

    /// <summary>The command.</summary>
    public DataCheckCommand(Terminal terminal)
        : base(
            "check", "Look for small classes, damaged files, duplicates and wrong labels among pictures, and write a page of them.", terminal)
    {
        _data.Validators.Add(result =>
        {
            if (result.Tokens is [{ Value: var path }, ..] && !Directory.Exists(path) && !File.Exists(path))
                result.AddError($"A folder or a zip file is checked; there is neither at '{path}'.");
        });
        _model.Validators.Add(result =>
        {
            if (result.Tokens is [{ Value: var name }, ..] && (!Learner.Exists(name) || File.Exists(name)))
                result.AddError($"--model takes {Learner.Names}; it was given '{name}'.");
        });
        Take(_data, _out, _noLabels, _folds, _epochs, _batch, _model, _seed, _threads);
    }

    /// <inheritdoc/>
    protected override async Task<CheckResult> WorkAsync(ParseResult given, CancellationToken cancellationToken)
    {
        var (path, page, threads) = (given.GetRequiredValue(_data), given.GetValue(_out)!, given.GetValue(_threads));
        OutputFile.RequireName(page);
        AtomicFile.Prepare(page);
        var (training, test) = SampleSource.Parts(path);
        (ImageFolder, bool)[] parts = test is null ? [(training, false)] : [(training, false), (test, true)];
        var pictures = await Meter.RunAsync(Terminal, "Reading", meter => Task.Run(
            () => PictureScan.Run(parts, threads, meter, cancellationToken), cancellationToken)).ConfigureAwait(false);
        var groups = await Meter.RunAsync(Terminal, "Comparing", meter => Task.Run(
            () => Duplicates.Find(pictures, threads, meter, cancellationToken), cancellationToken)).ConfigureAwait(false);
        var result = Result(path, page, training.Classes.Union(test?.Classes ?? []), pictures, groups);
        if (!given.GetValue(_noLabels)) result = await WithLabelsAsync(result, training, pictures, given, cancellationToken)
            .ConfigureAwait(false);
        CheckPage.Write(result, page);
        return result;
    }

    /// <inheritdoc/>
    protected override void Show(CheckResult result, IAnsiConsole screen)
    {
        var small = result.Classes.Where(c => c.IsSmall).Select(c => $"{c.Name} ({Texts.Count(c.Training)})").ToArray();
        screen.WriteFacts(
            ("Pictures", $"{Texts.Count(result.Pictures)} in {result.Classes.Count} classes"),
            ("Balance", $"the largest class has {result.Imbalance.ToString("0.0", CultureInfo.InvariantCulture)} times as many as the "
                + $"smallest{(small.Length == 0 ? "" : "; small: " + string.Join(", ", small))}"),
            ("Damaged", result.Damaged.Count == 0 ? "none" : $"{Texts.Count(result.Damaged.Count)}: "
                + string.Join(", ", result.Damaged.Take(ShownFiles).Select(d => d.Path)) + (result.Damaged.Count > ShownFiles ? ", …" : "")),
            ("Duplicates", result.Duplicates.Count == 0 ? "none"
                : $"{Count(result.Duplicates.Count(d => d.AreEqual), "group")} of equal pictures, "
                + $"{Count(result.Duplicates.Count(d => !d.AreEqual), "group")} that look the same; "
                + $"{Texts.Count(result.Duplicates.Count(d => d.Classes.Count > 1))} of several classes, "
                + $"{Texts.Count(result.Duplicates.Count(d => d.IsLeak))} in training and test"),
            ("Labels", result.Labels is null ? "not looked at"
                : $"{Texts.Count(result.Labels.Count)} in doubt, by networks that agree with {Texts.Percent(result.Agreement!.Value)}"),
            ("Page", result.Page));

        static string Count(int number, string what) => $"{Texts.Count(number)} {what}{(number == 1 ? "" : "s")}";
    }

    private static CheckResult Result(
        string path, string page, IEnumerable<string> classes, CheckedPicture[] pictures, IReadOnlyList<IReadOnlyList<int>> groups)
    {
        var counts = pictures.CountBy(p => (p.Class, p.IsTest)).ToDictionary();
        string[] names = [.. classes];
        var mean = names.Average(c => counts.GetValueOrDefault((c, false)));
        var numbers = names.Select(c => counts.GetValueOrDefault((c, false))).ToArray();
        return new CheckResult(
            path,
            pictures.Length,
            [
                .. names.Select(c => (Name: c, Training: counts.GetValueOrDefault((c, false)))).Select(c => new CheckResult.ClassCount(
                    c.Name, c.Training, counts.GetValueOrDefault((c.Name, true)), c.Training < CheckResult.SmallShare * mean)),
            ],
            (double)numbers.Max() / Math.Max(numbers.Min(), 1),
            [.. pictures.Where(p => p.Problem is not null).Select(p => new CheckResult.DamagedFile(p.Path, p.Problem!))],
            [
                .. groups.Select(group => group.Select(i => pictures[i]).ToArray()).Select(group => new CheckResult.DuplicateGroup(
                    [.. group.Select(p => p.Path)], group.DistinctBy(p => p.Digest).Count() == 1,
                    [.. group.Select(p => p.Class).Distinct()], group.Any(p => p.IsTest) && group.Any(p => !p.IsTest))
                {
                    Pictures = group,
                }),
            ],
            page);
    }

    private async Task<CheckResult> WithLabelsAsync(
        CheckResult result, ImageFolder training, CheckedPicture[] pictures, ParseResult given, CancellationToken cancellationToken)
    {
        var folds = given.GetValue(_folds);
        int[] whole = [.. Enumerable.Range(0, training.Files.Count).Where(i => pictures[i].Problem is null)];
        if (training.Classes.Count < 2 || whole.Length < 2 * folds)
        {
            Terminal.Notices.WriteLine(
                $"Labels were not looked at: it takes 2 classes and {2 * folds} pictures; there are {training.Classes.Count} and "
                + $"{whole.Length}.");
            return result;
        }

        var samples = training.ToDataset(JudgedSide, JudgedSide).Subset(whole).Cache();
        var doubts = new LabelDoubts(
            folds, given.GetValue(_epochs), given.GetValue(_batch), given.GetValue(_model)!, (uint)given.GetValue(_seed),
            given.GetValue(_threads));
        var (found, agreement) = await doubts.FindAsync(samples, training.Classes, Terminal, cancellationToken).ConfigureAwait(false);
        return result with
        {
            Agreement = agreement,
            Labels =
            [
                .. found.Issues.Select(issue => new CheckResult.LabelDoubt(
                    training.Files[whole[issue.Index]].Path, training.Classes[issue.Given], training.Classes[issue.Suggested],
                    issue.GivenProbability, issue.SuggestedProbability)
                {
                    Picture = pictures[whole[issue.Index]],
                }),
            ],
        };
    }
}
