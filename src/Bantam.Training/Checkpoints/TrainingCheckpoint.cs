using System.Globalization;
using Bantam.Graphs;
using Bantam.Tensors;
using Bantam.Training.Checkpoints;
using Bantam.Training.Running;

namespace Bantam.Training.Checkpoints;

/// <summary>The state of a training as a safetensors file: variables by name, everything else as texts.</summary>
/// <param name="File">The name of the file, for messages.</param>
/// <param name="Tensors">The variables.</param>
/// <param name="Resume">Where the training was.</param>
internal sealed record TrainingCheckpoint(string File, IReadOnlyDictionary<string, Tensor> Tensors, ResumeState Resume)
{
    internal const string FormatKey = "format", Format = "bantam-training-1";
    private const string CallbackPrefix = "callback/", EpochPrefix = "history/", ValueSeparator = "=";
    private const string LearningKey = "learning_seconds", NamesKey = "metric_names", RateKey = "learning_rate";

    /// <summary>Writes a file.</summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    public static void Write(string path, IEnumerable<Variable> variables, ResumeState resume) =>
        Write(path, [.. variables.Distinct().Select(v => (v.Name, v.Value))], resume);

    /// <summary>Writes it to a file as it is.</summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    public void Write(string path) => Write(path, [.. Tensors.Select(t => (t.Key, t.Value))], Resume);

    private static void Write(string path, List<(string Name, Tensor Value)> tensors, ResumeState resume)
    {
        if (tensors.GroupBy(t => t.Name).FirstOrDefault(g => g.Count() > 1) is { } twice)
            throw new InvalidOperationException($"Two variables are named '{twice.Key}'; a file tells variables apart by their names.");
        var texts = new Dictionary<string, string>
        {
            [FormatKey] = Format,
            ["epoch"] = Text(resume.Epoch),
            ["batch"] = Text(resume.Batch),
            ["start"] = Text(resume.Start),
            ["data"] = resume.Data,
            ["loss"] = Text(resume.Total.Loss),
            [LearningKey] = Text(resume.LearningSeconds),
            [NamesKey] = resume.Metrics,
            ["samples"] = Text(resume.Total.Samples),
            ["metrics"] = Text(resume.Sums.Count),
            ["callbacks"] = Text(resume.Callbacks.Count),
        };
        if (resume.GivenRate is { } rate) texts[RateKey] = Text((double)rate);
        for (var i = 0; i < resume.Sums.Count; i++) texts[$"metric/{i}"] = string.Join(' ', resume.Sums[i].Select(Text));
        foreach (var epoch in resume.History) texts[EpochPrefix + Text(epoch.Epoch)] = Text(epoch);
        for (var i = 0; i < resume.Callbacks.Count; i++)
        {
            foreach (var (key, value) in resume.Callbacks[i].Texts) texts[$"{CallbackPrefix}{i}/{key}"] = value;
            foreach (var (key, value) in resume.Callbacks[i].Tensors) tensors.Add(($"{CallbackPrefix}{i}/{key}", value));
        }

        SafetensorsWriter.Write(path, tensors, texts);
    }

    /// <summary>Reads a file.</summary>
    /// <exception cref="CheckpointException">It breaks a rule of the format, or is no training's.</exception>
    public static TrainingCheckpoint Read(string path)
    {
        var name = Path.GetFileName(path);
        var file = SafetensorsReader.Read(path);
        if (!file.Metadata.TryGetValue(FormatKey, out var format) || format != Format)
            throw new CheckpointException(
                name,
                $"metadata: a training's state has the format '{Format}'; this file has '{format ?? "none"}'. Was it saved by a trainer?");
        try
        {
            var texts = file.Metadata;
            var resume = new ResumeState
            {
                File = name,
                Epoch = Number(texts, "epoch"),
                Batch = Number(texts, "batch"),
                Start = Number(texts, "start"),
                Data = texts["data"],
                Total = (Parse(texts["loss"]), long.Parse(texts["samples"], CultureInfo.InvariantCulture)),
                LearningSeconds = Parse(texts[LearningKey]),
                Metrics = texts[NamesKey],
                GivenRate = texts.TryGetValue(RateKey, out var rate) ? (float)Parse(rate) : null,
                Sums = [.. Enumerable.Range(0, Count(texts, "metrics")).Select(i => Numbers(texts[$"metric/{i}"]))],
                History =
                    [.. texts.Where(t => t.Key.StartsWith(EpochPrefix, StringComparison.Ordinal)).Select(t => Epoch(t.Key, t.Value))
                    .OrderBy(e => e.Epoch)],
                Callbacks = Callbacks(file, Count(texts, "callbacks")),
            };
            var variables = file.Tensors.Where(t => !t.Key.StartsWith(CallbackPrefix, StringComparison.Ordinal)).ToDictionary();
            return new TrainingCheckpoint(name, variables, resume);
        }
        catch (Exception error) when (error is FormatException or KeyNotFoundException or OverflowException or ArgumentException)
        {
            throw new CheckpointException(name, $"metadata: it must say where the training was; {error.Message}", error);
        }
    }

    /// <summary>The variables as weights for a model that is not built yet; whatever else a training has is no concern of it.</summary>
    public SavedWeights ToWeights() => new(File, Tensors, isWhole: false);

    /// <summary>Gives variables the values of the file. Of a whole training every tensor must be one of them.</summary>
    /// <exception cref="CheckpointException">A variable is missing, has another type, or is unknown.</exception>
    public void Apply(IReadOnlyCollection<Variable> variables, bool isWhole)
    {
        foreach (var variable in variables)
        {
            if (!Tensors.TryGetValue(variable.Name, out var tensor))
                throw new CheckpointException(
                    File,
                    $"variable '{variable.Name}': it must be in the file, and is not. Was the file saved of another model or optimizer?");
            if (tensor.Type != variable.Type)
                throw new CheckpointException(
                    File,
                    $"variable '{variable.Name}': it is {variable.Type}; the file has {tensor.Type}. Was the file saved of another model?");
        }

        var names = variables.Select(v => v.Name).ToHashSet();
        if (isWhole && Tensors.Keys.FirstOrDefault(k => !names.Contains(k)) is { } unknown)
            throw new CheckpointException(
                File,
                $"variable '{unknown}': every variable of the file must be in the model or the optimizer; this one is not. Was the file " +
                $"saved of another model or optimizer?");
        foreach (var variable in variables) Tensors[variable.Name].Bytes.CopyTo(variable.Value.Bytes);
    }

    private static string Text(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    private static string Text(long value) => value.ToString(CultureInfo.InvariantCulture);

    private static string Text(EpochResult epoch) =>
        string.Join('\n', [Text((double)epoch.LearningRate), Text(epoch.Seconds), Text(epoch.SamplesPerSecond),
            .. epoch.Values.Select(v => v.Key + ValueSeparator + Text(v.Value))]);

    private static EpochResult Epoch(string key, string text)
    {
        var lines = text.Split('\n');
        if (lines.Length < 4) throw new FormatException($"'{key}' has {lines.Length} lines.");
        var values = lines.Skip(3).Select(l => (Line: l, At: l.LastIndexOf(ValueSeparator, StringComparison.Ordinal)))
            .ToDictionary(
                l => l.At > 0 ? l.Line[..l.At] : throw new FormatException($"'{l.Line}' is no value."), l => Parse(l.Line[(l.At + 1)..]));
        return new EpochResult(
            int.Parse(key[EpochPrefix.Length..], CultureInfo.InvariantCulture), values, (float)Parse(lines[0]), Parse(lines[1]),
            Parse(lines[2]));
    }

    private static double Parse(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    private static double[] Numbers(string text) => [.. text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Parse)];

    private static int Number(IReadOnlyDictionary<string, string> texts, string key) =>
        int.Parse(texts[key], NumberStyles.None, CultureInfo.InvariantCulture);

    /// <summary>A number of things of each of which the file has a text.</summary>
    private static int Count(IReadOnlyDictionary<string, string> texts, string key) =>
        Number(texts, key) is var count && count <= texts.Count ? count
        : throw new FormatException($"'{key}' is {count}, and the file has {texts.Count} texts.");

    private static (Dictionary<string, string> Texts, Dictionary<string, Tensor> Tensors)[] Callbacks(SafetensorsFile file, int count)
    {
        var callbacks = new (Dictionary<string, string> Texts, Dictionary<string, Tensor> Tensors)[count];
        for (var i = 0; i < count; i++) callbacks[i] = ([], []);
        foreach (var (key, text) in file.Metadata)
            if (Place(key) is var (index, name)) callbacks[index].Texts[name] = text;
        foreach (var (key, tensor) in file.Tensors)
            if (Place(key) is var (index, name)) callbacks[index].Tensors[name] = tensor;
        return callbacks;

        (int Index, string Name)? Place(string key)
        {
            if (!key.StartsWith(CallbackPrefix, StringComparison.Ordinal)) return null;
            var end = key.IndexOf('/', CallbackPrefix.Length);
            var number = end > 0 ? key.AsSpan(CallbackPrefix.Length, end - CallbackPrefix.Length) : "";
            return int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var index) && index < count
                ? (index, key[(end + 1)..]) : throw new FormatException($"'{key}' belongs to none of the {count} callbacks.");
        }
    }
}
