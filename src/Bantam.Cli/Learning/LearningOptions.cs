using System.CommandLine;
using System.Globalization;
using Bantam.Cli.Commands;
using Bantam.Training.Data;
using Bantam.Training.Optimizers;
using Bantam.Training.Schedules;

namespace Bantam.Cli.Learning;

/// <summary>Options that say how a network learns.</summary>
internal sealed class LearningOptions
{
    private const string AdamName = "adam", SgdName = "sgd";
    private const string Cosine = "cosine", Cycle = "onecycle", Constant = "constant";
    private const string Crop = "crop", Flip = "flip", Cut = "cutout";
    private const float AdamRate = 2e-3f, SgdRate = 0.05f, Momentum = 0.9f;
    private static readonly string[] Augmentations = [Crop, Flip, Cut];

    private readonly Option<string> _optimizer =
        CliOptions.OneOf("--optimizer", "How weights follow their gradients; sgd has a momentum of 0.9.", AdamName, AdamName, SgdName);
    private readonly Option<float?> _rate = CliOptions.PositiveOrNone(
        "--learning-rate", $"The highest learning rate; {AdamRate} of adam and {SgdRate} of sgd by default.");
    private readonly Option<string> _schedule = CliOptions.OneOf(
        "--schedule", "The learning rate falls along a cosine, rises first (1cycle), or stays.", Cosine, Cosine, Cycle, Constant);
    private readonly Option<float> _decay = Fraction(
        "--weight-decay", "How fast weights of kernels decay, such as 5e-4: with sgd as much as by PyTorch's, with adam as AdamW.");
    private readonly Option<float> _smoothing = Fraction("--label-smoothing", "How much of each target is spread over all classes.");
    private readonly Option<string[]> _augment = new("--augment")
    {
        Description = "Random changes of pictures, each epoch others: crop moves them by up to an eighth, flip mirrors half of them, "
            + "cutout blackens a square of half the side.",
        HelpName = string.Join(',', Augmentations), DefaultValueFactory = _ => [],
        CustomParser = result => [.. result.Tokens.SelectMany(t => t.Value.Split(','))],
    };

    /// <summary>Makes the options.</summary>
    public LearningOptions()
    {
        _rate.Aliases.Add("--lr");
        _augment.Validators.Add(result =>
        {
            foreach (var name in result.Tokens.SelectMany(t => t.Value.Split(',')).Where(n => !Augmentations.Contains(n)))
                result.AddError($"--augment takes {string.Join(", ", Augmentations)}, with commas between; it was given '{name}'.");
        });
    }

    /// <summary>All of them, in the order in which the help shows them.</summary>
    public IReadOnlyList<Symbol> All => [_optimizer, _rate, _schedule, _decay, _smoothing, _augment];

    /// <summary>How much of each target is spread over all classes.</summary>
    public float Smoothing(ParseResult given) => given.GetValue(_smoothing);

    /// <summary>The options without which a training would have learned something else, as texts.</summary>
    public Dictionary<string, string> Decisive(ParseResult given) => new()
    {
        [_optimizer.Name] = given.GetValue(_optimizer)!,
        [_rate.Name] = Text(LearningRate(given)),
        [_schedule.Name] = given.GetValue(_schedule)!,
        [_decay.Name] = Text(given.GetValue(_decay)),
        [_smoothing.Name] = Text(given.GetValue(_smoothing)),
        [_augment.Name] = string.Join(',', given.GetValue(_augment)!),
    };

    /// <summary>The samples as they are changed at random.</summary>
    public IDataset Augmented(IDataset samples, uint seed, ParseResult given)
    {
        var names = given.GetValue(_augment)!;
        if (names.Length == 0) return samples;
        var picture = samples.Fields[0].Shape;
        if (picture.Rank != 3)
            throw new UsageException($"{_augment.Name} changes pictures; these samples are {string.Join(", ", samples.Fields)}.");
        var side = Math.Max(picture[0].Size, picture[1].Size);
        return samples.Augment(seed, [.. names.Select(name => (ImageAugmentation)(name switch
        {
            Crop => new PadAndCrop(Math.Max(side / 8, 1)),
            Flip => new FlipHorizontally(),
            _ => new Cutout(Math.Max(side / 2, 1)),
        }))]);
    }

    /// <summary>The optimizer of a training.</summary>
    public Optimizer Optimizer(ParseResult given, int epochs, int batches)
    {
        var steps = (int)Math.Clamp((long)epochs * batches, 1, int.MaxValue);
        var (rate, decay) = (LearningRate(given), given.GetValue(_decay));
        Schedule schedule = given.GetValue(_schedule) switch
        {
            Cycle => new OneCycle(rate, Math.Max(steps, 2)),
            Constant => new ConstantSchedule(rate),
            _ => new CosineDecay(rate, steps),
        };

        // PyTorch adds decay to the gradient, which momentum then multiplies by 1 / (1 - momentum); ours is beside the momentum.
        return given.GetValue(_optimizer) == AdamName ? new Adam(schedule, weightDecay: decay) { Decays = v => v.Type.Shape.Rank > 1 }
            : new SGD(schedule, Momentum, nesterov: true, decay / (1 - Momentum)) { Decays = v => v.Type.Shape.Rank > 1 };
    }

    private float LearningRate(ParseResult given) =>
        given.GetValue(_rate) ?? (given.GetValue(_optimizer) == AdamName ? AdamRate : SgdRate);

    private static string Text(float number) => number.ToString("R", CultureInfo.InvariantCulture);

    private static Option<float> Fraction(string name, string description) => new(name)
    {
        Description = description, HelpName = "X",
        CustomParser = result =>
        {
            var text = result.Tokens.Count > 0 ? result.Tokens[^1].Value : "";
            if (float.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && value is >= 0 and < 1)
                return value;
            result.AddError($"{name} takes a number from 0 on, below 1; it was given '{text}'.");
            return 0;
        },
    };
}
