using System.CommandLine;
using System.Globalization;
using Bantam.Cli.Inputs;
using Bantam.Kernels;
using Bantam.Targets.Cpu;

namespace Bantam.Cli.Commands;

/// <summary>Options and arguments that say in a sentence what they take.</summary>
internal static class CliOptions
{
    /// <summary>The option that says what a model is compiled for.</summary>
    public const string TargetName = "--target";

    /// <summary>A whole number.</summary>
    public static Option<int> Whole(string name, string description, int preset, int least, int most = int.MaxValue)
    {
        var option = Make<int>(
            name, description, "N", text => TryWhole(text, least, most, out var value) ? value : null, WholeNumber(least, most));
        option.DefaultValueFactory = _ => preset;
        return option;
    }

    /// <summary>A whole number, or none.</summary>
    public static Option<int?> WholeOrNone(string name, string description, int least, int most = int.MaxValue) =>
        Make<int?>(name, description, "N", text => TryWhole(text, least, most, out var value) ? value : null, WholeNumber(least, most));

    /// <summary>A number above 0.</summary>
    public static Option<float> Positive(string name, string description, float preset)
    {
        var option = Make<float>(name, description, "X", text => TryPositive(text, out var value) ? value : null, "a number above 0");
        option.DefaultValueFactory = _ => preset;
        return option;
    }

    /// <summary>A number above 0, or none.</summary>
    public static Option<float?> PositiveOrNone(string name, string description) =>
        Make<float?>(name, description, "X", text => TryPositive(text, out var value) ? value : null, "a number above 0");

    /// <summary>One of some words.</summary>
    public static Option<string> OneOf(string name, string description, string? preset, params IReadOnlyList<string> words)
    {
        var option = new Option<string>(name) { Description = description, HelpName = string.Join('|', words) };
        if (preset is not null) option.DefaultValueFactory = _ => preset;
        option.CompletionSources.Add([.. words]);
        option.Validators.Add(result =>
        {
            if (result.Tokens is [{ Value: var given }, ..] && !words.Contains(given))
                result.AddError($"{name} takes {Or(words)}; it was given '{given}'.");
        });
        return option;
    }

    /// <summary>Some of some words, or none.</summary>
    public static Option<string[]> SomeOf(string name, string description, params IReadOnlyList<string> words)
    {
        var option = new Option<string[]>(name)
        {
            Description = description, HelpName = string.Join('|', words), DefaultValueFactory = _ => [],
        };
        option.CompletionSources.Add([.. words]);
        option.Validators.Add(result =>
        {
            foreach (var token in result.Tokens.Where(t => !words.Contains(t.Value)))
                result.AddError($"{name} takes {Or(words)}; it was given '{token.Value}'.");
        });
        return option;
    }

    /// <summary>A processor's vectors to compute with; those that this processor has at best.</summary>
    public static Option<string> CpuTarget(string description) =>
        OneOf(TargetName, description, CpuTargets.Best.Name, [.. CpuTargets.All.Select(t => t.Name)]);

    /// <summary>The target that was asked for with <see cref="CpuTarget"/>.</summary>
    public static Target CpuTargetOf(ParseResult given, Option<string> option) =>
        CpuTargets.All.Single(t => t.Name == given.GetValue(option));

    /// <summary>The file of a model.</summary>
    public static Argument<string> Model()
    {
        var argument = ExistingFile("model", "The model, an ONNX file.");
        argument.Validators.Add(result =>
        {
            if (result.Tokens is [{ Value: var path }, ..] && File.Exists(path) && PictureFile.KindOf(path) is { } kind)
                result.AddError(
                    $"A model is an ONNX file; '{path}' is a picture ({kind}). 'bantam run MODEL --image {path}' gives it to a model.");
        });
        return argument;
    }

    /// <summary>How many threads run a model; as many as there are processors.</summary>
    public static Option<int> Threads(string description) =>
        Whole("--threads", description, Environment.ProcessorCount, least: 1, most: 1024);

    /// <summary>Whether the steps of a model are measured.</summary>
    /// <param name="doing">What is done for that, as the beginning of a sentence.</param>
    public static Option<bool> Profile(string doing) => new("--profile")
    {
        Description = $"{doing} how long each step takes, the slowest first, and which share of the peak its multiply-adds reach.",
    };

    /// <summary>A file that is there.</summary>
    public static Argument<string> ExistingFile(string name, string description)
    {
        var argument = new Argument<string>(name) { Description = description };
        argument.Validators.Add(result =>
        {
            if (result.Tokens is [{ Value: var path }, ..] && !File.Exists(path)) result.AddError(MissingFile(path));
        });
        return argument;
    }

    /// <summary>Says that a file is not there.</summary>
    public static string MissingFile(string path) =>
        path.StartsWith('-') ? $"There is no option '{path}', and no file of that name."
        : Directory.Exists(path) ? $"'{path}' is a folder; a file is needed."
        : $"There is no file '{path}'.";

    /// <summary>An option whose text is parsed to a value, or to null where it is none.</summary>
    private static Option<T> Make<T>(string name, string description, string help, Func<string, object?> parse, string wanted) => new(name)
    {
        Description = description,
        HelpName = help,
        CustomParser = result =>
        {
            var text = result.Tokens.Count > 0 ? result.Tokens[^1].Value : "";
            if (parse(text) is T value) return value;
            result.AddError($"{name} takes {wanted}; it was given '{text}'.");
            return default;
        },
    };

    private static bool TryWhole(string text, int least, int most, out int value) =>
        int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value) && value >= least && value <= most;

    private static bool TryPositive(string text, out float value) =>
        float.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out value) && value > 0 && float.IsFinite(value);

    private static string WholeNumber(int least, int most) =>
        most == int.MaxValue ? $"a whole number from {least} on" : $"a whole number from {least} to {most}";

    private static string Or(IReadOnlyList<string> words) =>
        words.Count == 1 ? words[0] : $"{string.Join(", ", words.SkipLast(1))} or {words[^1]}";

    /// <summary>A page that is written besides.</summary>
    /// <param name="name">The option.</param>
    /// <param name="shows">What it shows.</param>
    public static Option<string?> Page(string name, string shows)
    {
        var option = new Option<string?>(name) { Description = $"Write a page of one file, with {shows}.", HelpName = "FILE.html" };
        option.Validators.Add(result =>
        {
            if (result.Tokens is [{ Value: var path }] && (path.Length == 0 || Directory.Exists(path)))
                result.AddError($"{name} takes the name of a file; '{path}' is {(path.Length == 0 ? "empty" : "a folder")}.");
        });
        return option;
    }
}
