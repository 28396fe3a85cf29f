using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using Bantam.Cli.Commands;
using Bantam.Cli.Learning;
using Bantam.Cli.Rendering;
using Bantam.Onnx;
using Bantam.Operators;
using Bantam.Targets.Cpu;
using Bantam.Vision;
using Spectre.Console;

namespace Bantam.Cli.Inputs;

/// <summary>What <c>bantam run</c> does with a picture: classify it, find what is in it, or tell its parts apart.</summary>
internal sealed class PictureTask
{
    private const string Classify = "classify", Detect = "detect", Segment = "segment";
    private const int ShownClasses = 5;

    private readonly Option<string> _task = CliOptions.OneOf(
        "--task", "What the model does with the picture, so that its outputs are read as that.", null, Classify, Detect, Segment);
    private readonly Option<string> _labels = new("--labels") { Description = "The names of the classes, a line each.", HelpName = "FILE" };
    private readonly Option<string> _out = new("--out", "-o")
    {
        Description = "Where the picture is written with what was found in it: a .png, .jpg or .webp file.", HelpName = "PICTURE",
    };

    private readonly Option<float?> _threshold =
        Share("--threshold", "The score that a detection must reach, from 0 to 1; 0.5 by default.");
    private readonly Option<float?> _iou =
        Share("--iou", "How much two detections of a class may share (intersection over union), from 0 to 1; 0.45 by default.");

    private readonly AnchorOptions _anchors = new();

    /// <summary>All options, in the order in which the help shows them.</summary>
    public IReadOnlyList<Symbol> Options => [_task, _labels, _out, _threshold, _iou, .. _anchors.All];

    /// <summary>Whether a task is given.</summary>
    /// <exception cref="UsageException">None is, but something that only a task takes.</exception>
    public bool IsGiven(ParseResult given)
    {
        if (given.GetValue(_task) is not null) return true;
        var stray = Options.Cast<Option>().FirstOrDefault(o => given.GetResult(o) is { Implicit: false });
        return stray is null ? false : throw new UsageException($"{stray.Name} belongs to a task; say which with --task.");
    }

    /// <summary>Does it.</summary>
    /// <param name="model">The model.</param>
    /// <param name="path">The picture.</param>
    /// <param name="inputs">What becomes of it.</param>
    /// <param name="given">The command.</param>
    /// <param name="threads">How many threads compute it.</param>
    /// <param name="target">The name of the target.</param>
    public Found Run(OnnxModel model, string path, ImageInputOptions inputs, ParseResult given, int threads, string target)
    {
        if (model.Gaps.Count > 0) throw new UnsupportedOperatorException(model.Gaps);
        var (task, picture) = (given.GetValue(_task)!, PictureFile.Read(path));
        if (task == Classify && given.GetValue(_out) is not null)
            throw new UsageException($"--out shows where things are; --task {Classify} does not say that. Leave it out.");
        var file = given.GetValue(_labels);
        var labels = LabelFile.Read(file) ?? Own(model, task);
        if (task == Classify && file is not null) LabelFile.RequireAll(labels, file, model.Graph.Outputs[0]);
        if (task != Detect && _anchors.Given(given) is { } stray)
            throw new UsageException($"{stray.Name} belongs to a detector; --task {task} has no anchors. Leave it out.");
        var format = task == Detect ? _anchors.Of(given) ?? DetectorFormat.Of(model.Graph.Outputs) : null;
        var (input, sentence) = inputs.Of(model.Graph, given, format);
        var runnable = new Model(model.Graph, threads, CpuTargets.All.Single(t => t.Name == target));
        var (found, time) = task switch
        {
            Classify => Timed(
                new ImageClassifier(runnable, input, labels), (classifier, p) => Classes(classifier.Classify(p, ShownClasses))),
            Detect => Timed(
                new ObjectDetector(runnable, format, new DetectorOptions
                {
                    Input = input, Labels = labels, Threshold = given.GetValue(_threshold) ?? 0.5f, Overlap = given.GetValue(_iou) ?? 0.45f,
                }), (detector, p) => Boxes(detector.Detect(p), picture, labels, file)),
            _ => Timed(new Segmenter(runnable, input, labels), (segmenter, p) => Parts(segmenter.Segment(p), picture)),
        };
        if (given.GetValue(_out) is { } shown)
        {
            found.Draw!();
            picture.Save(shown);
        }

        return found with { ImageInput = sentence, Milliseconds = time, Picture = given.GetValue(_out) };

        (Found Found, double Milliseconds) Timed<T>(T tool, Func<T, Picture, Found> use)
        {
            use(tool, picture);
            var clock = Stopwatch.StartNew();
            return (use(tool, picture), clock.Elapsed.TotalMilliseconds);
        }
    }

    /// <summary>The names that the model itself has, where they are as many as the classes of a classifier.</summary>
    private static string[]? Own(OnnxModel model, string task)
    {
        var names = ClassNames.Of(model.Metadata);
        return names is null || (task == Classify && !ClassifierGraphs.HasScores(model.Graph, names.Count)) ? null : [.. names];
    }

    private static Found Classes(IReadOnlyList<ClassScore> classes) => new() { Classes = classes };

    private static Found Boxes(IReadOnlyList<Detection> detections, Picture picture, string[]? labels, string? file)
    {
        if (file is not null) LabelFile.RequireOf(labels, file, detections.Select(d => d.Class));
        return new()
        {
            Detections =
            [
                .. detections.Select(d => new FoundBox(d.Class, d.Label, d.Score, d.Box.Left, d.Box.Top, d.Box.Right, d.Box.Bottom)
                {
                    Landmarks = d.Landmarks.Count == 0 ? null : [.. d.Landmarks.Select(p => (float[])[p.X, p.Y])],
                }),
            ],
            Draw = () => picture.Draw(detections),
        };
    }

    private static Found Parts(Segmentation parts, Picture picture) => new() { Shares = parts.Shares, Draw = () => picture.Draw(parts) };

    private static Option<float?> Share(string name, string description) => new(name)
    {
        Description = description,
        HelpName = "X",
        CustomParser = result =>
        {
            var text = result.Tokens.Count > 0 ? result.Tokens[^1].Value : "";
            if (float.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && value is >= 0 and <= 1)
                return value;
            result.AddError($"{name} takes a number from 0 to 1; it was given '{text}'.");
            return null;
        },
    };

    /// <summary>Something that was found, in pixels of the picture.</summary>
    internal sealed record FoundBox(int Class, string? Label, float Score, float Left, float Top, float Right, float Bottom)
    {
        /// <summary>Points such as eyes, as column and row; null where the model finds none.</summary>
        public float[][]? Landmarks { get; init; }
    }

    /// <summary>What was found; of the three lists the task's is there.</summary>
    internal sealed record Found
    {
        /// <summary>What became of the picture before the model got it, in a sentence.</summary>
        public string ImageInput { get; init; } = "";

        /// <summary>The likeliest classes.</summary>
        public IReadOnlyList<ClassScore>? Classes { get; init; }

        /// <summary>The boxes.</summary>
        public IReadOnlyList<FoundBox>? Detections { get; init; }

        /// <summary>The share that each class has of the picture.</summary>
        public IReadOnlyList<ClassScore>? Shares { get; init; }

        /// <summary>How long it took with what comes before and after the model.</summary>
        public double Milliseconds { get; init; }

        /// <summary>Where the picture was written.</summary>
        public string? Picture { get; init; }

        /// <summary>Draws it into the picture.</summary>
        internal Action? Draw { get; init; }

        /// <summary>Shows it to a person.</summary>
        public void Show(IAnsiConsole screen)
        {
            if (Detections is { } boxes)
            {
                var table = Tables.Make("Class", " Score", " Left", " Top", " Right", " Bottom");
                foreach (var b in boxes)
                    table.AddTexts(
                        [b.Label ?? Name(b.Class), Score(b.Score), .. new[] { b.Left, b.Top, b.Right, b.Bottom }.Select(
                            x => x.ToString("0.0", CultureInfo.InvariantCulture))]);
                screen.Write(table);
                screen.WriteLine(boxes.Count == 1 ? "1 was found." : $"{boxes.Count} were found.");
            }

            if ((Classes ?? Shares) is { } classes)
            {
                var table = Tables.Make("Class", Classes is null ? " Share" : " Score");
                foreach (var c in classes) table.AddTexts(c.Label ?? Name(c.Class), Score(c.Score));
                screen.Write(table);
            }

            screen.WriteLine(ImageInput);
            if (Picture is not null) screen.WriteLine($"The picture is written to {Picture}.");
        }

        private static string Name(int category) => category.ToString(CultureInfo.InvariantCulture);

        private static string Score(float score) => score.ToString("0.000", CultureInfo.InvariantCulture);
    }
}
