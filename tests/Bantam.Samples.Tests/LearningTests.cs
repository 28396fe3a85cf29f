using Bantam.Samples.Learning;
using Bantam.Tensors;
using Bantam.Training.Data;
using Bantam.Training.Layers;
using Bantam.Training.Losses;
using Bantam.Training.Optimizers;
using Bantam.Training.Running;
using Bantam.Vision;

namespace Bantam.Samples.Tests;

/// <summary>The samples do what they say they do, at a small size.</summary>
public sealed class LearningTests : IDisposable
{
    private static readonly Lazy<Task<Sequential>> Reader = new(LearnToRead);
    private readonly string _folder = Directory.CreateTempSubdirectory("bantam-samples-").FullName;

    private SampleOptions Small => new() { Out = _folder };

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Exclusive_or_is_learned()
    {
        var answers = await Xor.RunAsync(Small);
        Assert.Equal([0f, 1, 1, 0], answers.Select(a => MathF.Round(a)));
        Assert.All(answers, a => Assert.InRange(Math.Abs(a - MathF.Round(a)), 0, 0.1f));
    }

    [Fact]
    public async Task Penguins_are_told_apart_and_the_training_is_reported()
    {
        var evaluation = await Species.RunAsync(Small with { Epochs = 10 });
        Assert.Equal(103, evaluation.Samples);
        Assert.True(evaluation.Accuracy > 0.95, $"{evaluation}");
        var report = await File.ReadAllTextAsync(Path.Combine(_folder, "species.html"), TestContext.Current.CancellationToken);
        Assert.Contains("Chinstrap", report, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Fuel_consumption_follows_from_weight_power_and_year()
    {
        var evaluation = await Regression.RunAsync(Small with { Epochs = 80 });
        Assert.Equal(78, evaluation.Samples);
        Assert.True(evaluation.Values["r2_score"] > 0.8, $"{evaluation}");
        Assert.True(evaluation.Values["mean_absolute_error"] < 2.7, $"{evaluation}");
        Assert.True(File.Exists(Path.Combine(_folder, "regression.svg")));
    }

    [Fact]
    [Trait("Speed", "slow")]
    public async Task Photographs_are_told_apart_better_than_by_chance()
    {
        var (_, accuracy) = await Pictures.RunAsync(Small with { Data = SharedData.Folder("cifar10"), Samples = 600, Epochs = 3 });
        Assert.True(accuracy > 0.2, $"{accuracy:P1} are right; by chance it is 10 %.");
    }

    [Fact]
    public async Task Digits_that_went_through_the_bottleneck_can_be_read()
    {
        var (originals, decoded, loss) = await Autoencoder.RunAsync(Small with { Samples = 4000, Epochs = 12 });
        var (before, after) = (await Read(originals), await Read(decoded));
        var labels = Enumerable.Range(0, before.Length).Select(i => i % 10).ToArray();
        Assert.True(Share(before, labels) > 0.93, $"{Share(before, labels):P1} of the digits themselves are read.");
        Assert.True(Share(after, labels) > 0.85, $"{Share(after, labels):P1} of what became of them is read.");
        Assert.True(loss < 0.12, $"The loss is {loss}.");
        var picture = Picture.Load(Path.Combine(_folder, "autoencoder.png"));
        Assert.Equal((10 * (84 + 2) + 2, 2 * (84 + 2) + 2), (picture.Width, picture.Height));
    }

    [Fact]
    [Trait("Speed", "slow")]
    public async Task The_writer_knows_more_of_what_comes_next_than_bigrams_do()
    {
        var result = await Writer.RunAsync(Small with { Samples = 25_000, Epochs = 6 });
        Assert.True(result.Perplexity < 0.9 * result.Bigram, $"{result.Perplexity:F2} against {result.Bigram:F2} of bigrams.");
        var written = await File.ReadAllTextAsync(Path.Combine(_folder, "writer.txt"), TestContext.Current.CancellationToken);
        Assert.Equal(result.Written, written);
        Assert.StartsWith("And God said", result.Written, StringComparison.Ordinal);
        Assert.True(File.Exists(Path.Combine(_folder, "writer.svg")));
    }

    [Fact]
    [Trait("Speed", "slow")]
    public async Task Melodies_keep_to_the_grammar_of_their_notation_better_than_bigrams_do()
    {
        var result = await Melodies.RunAsync(Small with { Epochs = 7 });
        Assert.True(result.Perplexity < 0.8 * result.Bigram, $"{result.Perplexity:F2} against {result.Bigram:F2} of bigrams.");
        var tunes = await File.ReadAllTextAsync(Path.Combine(_folder, "melodies.abc"), TestContext.Current.CancellationToken);
        Assert.Matches(@"^X:1\r?\nT:Melody 1\r?\nM:[346]/[48]\nL:1/4\nK:[CDFG]\n[A-Ga-g0-9z,'/|>^]+\|\]", tunes);
    }

    [Fact]
    public void A_bigram_is_as_perplexed_as_its_text_is_random()
    {
        Assert.Equal(1, Bigram.Perplexity(new string('a', 5000), new string('a', 100)), 0.01);
        var random = new Random(1);
        string Text(int length) => new([.. Enumerable.Range(0, length).Select(_ => (char)('a' + random.Next(4)))]);
        Assert.Equal(4, Bigram.Perplexity(Text(20_000), Text(5000)), 0.05);
        Assert.Equal(1, Bigram.Perplexity(string.Concat(Enumerable.Repeat("ab", 5000)), "abababab"), 0.01);
    }

    [Fact]
    public async Task A_year_of_carbon_dioxide_is_forecast_better_than_by_carrying_on_the_last_one()
    {
        var (error, naive) = await Forecast.RunAsync(Small with { Epochs = 30 });
        Assert.True(error < naive, $"{error:F2} ppm against {naive:F2}.");
        Assert.InRange(naive, 0.5, 1.2);
    }

    [Fact]
    public async Task The_agent_balances_ten_times_as_long_as_a_random_one()
    {
        var (agent, random) = await Balance.RunAsync(Small with { Epochs = 40, Seed = 2 });
        Assert.InRange(random, 15, 35);
        Assert.True(agent >= 10 * random, $"{agent:F0} steps against {random:F0}.");
    }

    [Fact]
    [Trait("Speed", "slow")]
    public async Task Digits_that_are_drawn_by_the_generator_look_like_digits_of_several_kinds()
    {
        var drawn = await Gan.RunAsync(Small with { Samples = 2000, Epochs = 20 });
        var scores = (await Reader.Value).Predict(drawn).Softmax();
        var sure = Enumerable.Range(0, 100).Average(i => scores[i].ToArray<float>().Max());
        var kinds = (await Read(drawn)).CountBy(d => d).Count(d => d.Value >= 3);
        Assert.True(sure > 0.75, $"The reader is {sure:P0} sure in the mean.");
        Assert.True(kinds >= 6, $"There are {kinds} kinds of digits.");
    }

    [Fact]
    public async Task Related_words_lie_together()
    {
        var likeness = await Word2Vec.RunAsync(Small with { Epochs = 12 });
        (string, string)[] related =
        [
            ("sheep", "oxen"), ("abraham", "isaac"), ("isaac", "rebekah"), ("heaven", "earth"), ("egypt", "pharaoh"),
            ("evening", "morning"),
            ("years", "hundred"), ("fowl", "beast"), ("rachel", "leah"), ("gold", "silver"), ("butler", "baker"), ("kine", "favoured"),
        ];
        string[] words = [.. related.SelectMany(r => new[] { r.Item1, r.Item2 }).Distinct()];
        var other = words.SelectMany(a => words.Where(b => b != a && !related.Contains((a, b)) && !related.Contains((b, a)))
            .Select(b => likeness(a, b))).Average();
        var near = related.Average(r => likeness(r.Item1, r.Item2));
        var first = related.Count(r => words.Where(w => w != r.Item1).MaxBy(w => likeness(r.Item1, w)) == r.Item2);
        Assert.True(near > other + 0.2, $"Related words have a likeness of {near:F2}, others one of {other:F2}.");
        Assert.True(first >= 7, $"{first} of {related.Length} words have the related one as the nearest of {words.Length}.");
    }

    [Theory]
    [InlineData("--epochs", "3", "--seed", "7")]
    [InlineData("--epochs", "none")]
    [InlineData("--epochs")]
    [InlineData("--nonsense", "1")]
    public void Options_are_read_or_refused(params string[] args)
    {
        var options = SampleOptions.Parse(args);
        Assert.Equal(args.Length == 4 ? new SampleOptions(Epochs: 3, Seed: 7) : null, options);
    }

    private static async Task<Sequential> LearnToRead()
    {
        var digits = DrawnDigits.Create(6000, seed: 77);
        var images = digits[0].Cast(ElementType.Float) * (1 / 255f);
        var model = new Sequential(new Flatten(), new Dense(128, activation: Activations.Relu), new Dense(10)) { Seed = 1 };
        await new Trainer(model, new SparseCategoricalCrossentropy(fromLogits: true), new Adam(2e-3f))
            .FitAsync(new ArrayDataset(images, digits[1]).Shuffle(1).Batch(64), epochs: 6);
        return model;
    }

    private static async Task<int[]> Read(Tensor images)
    {
        var scores = (await Reader.Value).Predict(images);
        return [.. scores.ArgMax(1).Cast(ElementType.Int32).ToArray<int>()];
    }

    private static double Share(int[] read, int[] labels) => read.Zip(labels).Average(p => p.First == p.Second ? 1.0 : 0);
}
