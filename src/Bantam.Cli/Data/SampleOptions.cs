using System.CommandLine;
using System.Globalization;
using Bantam.Cli.Commands;
using Bantam.Cli.Digits;
using Bantam.Vision;

namespace Bantam.Cli.Data;

/// <summary>Options that say what samples there are.</summary>
internal sealed class SampleOptions
{
    private const float HeldBack = 0.1f;

    private readonly Option<int?> _samples;
    private readonly Option<float> _split;
    private readonly Option<string?> _label =
        new("--label") { Description = "The column of a table with the classes.", HelpName = "NAME" };

    /// <summary>Makes the options.</summary>
    /// <param name="data">What the data are for.</param>
    /// <param name="samples">What limits them.</param>
    /// <param name="split">What is held back.</param>
    public SampleOptions(string data, string samples, string split)
    {
        _samples = CliOptions.WholeOrNone("--samples", samples, least: 1);
        Data = new Option<string>("--data")
        {
            Description = $"{data}: a folder or a zip file whose folders are classes and hold pictures (beside each other, or in 'train' "
                + $"and 'test'); a folder with the files of MNIST or CIFAR-10; a table in a .csv or .tsv file; '{DigitSource.Mnist}' (downloaded once) or "
                + $"'{DigitSource.Drawn}' (digits by Bantam).",
            HelpName = $"DIR|ZIP|CSV|{DigitSource.Mnist}|{DigitSource.Drawn}", Required = true,
        };
        Data.Validators.Add(result =>
        {
            if (result.Tokens is [{ Value: not (DigitSource.Drawn or DigitSource.Mnist) and var path }, ..]
                && !Directory.Exists(path) && !File.Exists(path))
                result.AddError(
                    $"--data takes a folder, a zip file, '{DigitSource.Mnist}' or '{DigitSource.Drawn}'; there is no folder '{path}'.");
        });
        _split = new Option<float>("--validation-split")
        {
            Description = split, HelpName = "X", DefaultValueFactory = _ => HeldBack,
            CustomParser = result =>
            {
                var text = result.Tokens.Count > 0 ? result.Tokens[^1].Value : "";
                if (float.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && value is > 0 and <= 1)
                    return value;
                result.AddError($"--validation-split takes a part of all, above 0 and up to 1; it was given '{text}'.");
                return 0;
            },
        };
    }

    /// <summary>Where the samples are.</summary>
    public Option<string> Data { get; }

    /// <summary>All of them, in the order in which the help shows them.</summary>
    public IReadOnlyList<Symbol> All => [Data, _label, _samples, _split];

    /// <summary>What is asked for.</summary>
    /// <param name="given">The command.</param>
    /// <param name="picture">What becomes of pictures.</param>
    public SampleRequest Of(ParseResult given, ImageInput picture) =>
        new(given.GetRequiredValue(Data), given.GetValue(_samples), given.GetValue(_split), picture) { Label = given.GetValue(_label) };

    /// <summary>Whether the samples are rows of a table.</summary>
    public bool IsTable(ParseResult given) => SampleSource.IsTable(given.GetRequiredValue(Data));
}
