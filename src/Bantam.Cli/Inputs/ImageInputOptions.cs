using System.CommandLine;
using System.Globalization;
using Bantam.Cli.Commands;
using Bantam.Graphs;
using Bantam.Vision;

namespace Bantam.Cli.Inputs;

/// <summary>Options that say what becomes of a picture before a model gets it.</summary>
internal sealed class ImageInputOptions
{
    private const string Rgb = "rgb", Bgr = "bgr", Gray = "gray";

    private readonly Option<string> _size = Text("--size", "The size that the model takes, where it does not say.", "N|WxH");
    private readonly Option<string> _resize = CliOptions.OneOf(
        "--resize", "Whose numbers resized pictures have: those of pil, opencv, tensorflow or tensorflow1, as in pil-bilinear, "
        + "pil-bicubic, opencv-linear, opencv-area or tensorflow-bilinear.", null, ResizeConventions.Names);
    private readonly Option<string> _fit =
        CliOptions.OneOf("--fit", "What becomes of the aspect ratio.", null, "stretch", "crop", "letterbox");
    private readonly Option<string> _channels = CliOptions.OneOf("--channels", "The order of the channels.", null, Rgb, Bgr, Gray);
    private readonly Option<string> _mean =
        Text("--mean", "What is subtracted from pixels, 0 to 255, or 0 to 1 where means and deviations are up to 1.", "X[,Y,Z]");
    private readonly Option<string> _std = Text("--std", "What they are then divided by.", "X[,Y,Z]");
    private readonly Option<string> _scale = Text("--scale", "What pixels are multiplied by first, such as 1/255.", "X");

    /// <summary>Makes the options.</summary>
    public ImageInputOptions()
    {
        _resize.HelpName = "CONVENTION";
        Preset = new Option<string?>("--image-input")
        {
            Description =
                "Pictures are what the model gets; its other options say how. A preset may be named: "
                + $"{string.Join(", ", ImageInputs.Presets)}.",
            HelpName = "PRESET", Arity = ArgumentArity.ZeroOrOne,
        };
        Preset.CompletionSources.Add([.. ImageInputs.Presets]);
        Preset.Validators.Add(result =>
        {
            if (result.Tokens is [{ Value: var name }, ..] && ImageInputs.Preset(name) is null)
                result.AddError($"--image-input takes {string.Join(", ", ImageInputs.Presets)} or nothing; it was given '{name}'.");
        });
    }

    /// <summary>The preset; given without one, the model is asked.</summary>
    public Option<string?> Preset { get; }

    /// <summary>All of them, in the order in which the help shows them.</summary>
    public IReadOnlyList<Symbol> All => [Preset, _size, _fit, _resize, _channels, _mean, _std, _scale];

    /// <summary>Whether any of them is given.</summary>
    public bool AreGiven(ParseResult given) => All.Cast<Option>().Any(o => given.GetResult(o) is { Implicit: false });

    /// <summary>What becomes of a picture, and a sentence about what nobody said.</summary>
    /// <param name="model">The model.</param>
    /// <param name="given">The command.</param>
    /// <param name="format">What its outputs are, where a task says so.</param>
    /// <param name="input">Which input gets the picture; null for the only one that can.</param>
    /// <exception cref="UsageException">An option has a value that it does not take, or the size is not known.</exception>
    public (ImageInput Input, string Sentence) Of(Graph model, ParseResult given, DetectorFormat? format = null, string? input = null)
    {
        var named = given.GetValue(Preset) is { } name ? ImageInputs.Preset(name) : null;
        // Other formats have outputs that networks with other tasks may have too.
        if (DetectorFormat.Find(model.Outputs) == DetectorFormat.UltraFace) format = DetectorFormat.UltraFace;
        var expected = format?.PresetOf(model.Outputs);
        var read = Given(ImageInputs.Of(model, named ?? expected, input), given);
        if (read.Width < 1 || read.Height < 1)
            throw new UsageException("The model does not say how large its pictures are. Give the size with --size N or --size WxH.");
        var source = named is not null ? "As asked" : AreGiven(given) ? "As asked, and assumed where nothing was said" : "Assumed";
        return (read, $"{source}: pictures become {read.Describe()}.");
    }

    /// <summary>What becomes of a picture, with what is given in place of what is known.</summary>
    /// <param name="read">What is known.</param>
    /// <param name="given">The command.</param>
    /// <exception cref="UsageException">An option has a value that it does not take.</exception>
    public ImageInput With(ImageInput read, ParseResult given) =>
        Given(given.GetValue(Preset) is { } name ? ImageInputs.Preset(name)! : read, given);

    /// <summary>What is given of the numbers that a network gets; null where nothing is.</summary>
    public Option? NumbersGiven(ParseResult given) =>
        new Option[] { Preset, _mean, _std, _scale }.FirstOrDefault(o => given.GetResult(o) is { Implicit: false });

    private ImageInput Given(ImageInput read, ParseResult given)
    {
        if (given.GetValue(_size) is { } size) read = Sized(read, size);
        if (given.GetValue(_resize) is { } resize) read = read with { Resize = ResizeConventions.Find(resize)!.Value };
        if (given.GetValue(_fit) is { } fit) read = read with { Fit = Enum.Parse<PictureFit>(fit, ignoreCase: true) };
        if (given.GetValue(_channels) is { } channels) read = read with { Channels = Enum.Parse<ChannelOrder>(channels, ignoreCase: true) };
        if (given.GetValue(_mean) is { } mean) read = read with { Mean = Numbers("--mean", mean) };
        if (given.GetValue(_std) is { } std) read = read with { Deviation = Numbers("--std", std, isDivisor: true) };
        if (given.GetValue(_mean) is not null || given.GetValue(_std) is not null)
            read = read with { Scale = read.Mean.Concat(read.Deviation).All(x => Math.Abs(x) <= 1) ? 1 / 255f : 1 };
        return given.GetValue(_scale) is { } scale ? read with { Scale = Number("--scale", scale) } : read;
    }

    /// <summary>A size that is given; where the model has another one, it is refused later.</summary>
    private static ImageInput Sized(ImageInput read, string text)
    {
        var sides = text.Split('x', 'X').Select(part =>
            int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var side) && side is > 0 and <= 1 << 14
                ? side : 0).ToArray();
        if (sides.Length is not (1 or 2) || sides.Contains(0))
            throw new UsageException($"--size takes a number of pixels, or width and height such as 320x240; it was given '{text}'.");

        // The shorter side of a preset is to its size as it was.
        var shorter = read.ShorterSide is { } old
            ? (int?)((long)old * Math.Min(sides[0], sides[^1]) / Math.Min(read.Width, read.Height)) : null;
        return read with { Width = sides[0], Height = sides[^1], ShorterSide = shorter };
    }

    private static float[] Numbers(string option, string text, bool isDivisor = false)
    {
        var numbers = text.Split(',').Select(part => Number(option, part)).ToArray();
        if (numbers.Length is not (1 or 3))
            throw new UsageException($"{option} takes one number, or one for each channel; it was given '{text}'.");
        return !isDivisor || !numbers.Contains(0) ? numbers
            : throw new UsageException($"{option} takes numbers other than 0; it was given '{text}'.");
    }

    private static float Number(string option, string text)
    {
        var parts = text.Split('/').Select(part =>
            float.TryParse(part, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : float.NaN).ToArray();
        var value = parts.Length switch { 1 => parts[0], 2 => parts[0] / parts[1], _ => float.NaN };
        return float.IsFinite(value) ? value
            : throw new UsageException($"{option} takes a number such as 0.5 or 1/255; it was given '{text}'.");
    }

    private static Option<string> Text(string name, string description, string help) =>
        new(name) { Description = description, HelpName = help };
}
