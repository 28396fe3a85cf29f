using System.Text;
using Bantam.Reports.Charts;
using Bantam.Tensors;
using Bantam.Training.Data;
using Bantam.Training.Layers;
using Bantam.Training.Losses;
using Bantam.Training.Optimizers;
using Bantam.Training.Randomness;
using Bantam.Training.Running;

namespace Bantam.Samples.Learning;

/// <summary>A recurrent network that reads a text letter by letter and then writes on: here the first book of Moses.</summary>
internal static class Writer
{
    private const int Steps = 64;

    public static Task<Result> RunAsync(SampleOptions options)
    {
        var text = File.ReadAllText(SampleOptions.Bundled("genesis.txt"));
        text = text[..Math.Min(text.Length, options.Samples ?? int.MaxValue)];
        var cut = text.Length * 9 / 10;
        return LearnAsync(options, "writer", text[..cut], text[cut..], "And God said", units: 128, epochs: 15, letters: 600);
    }

    /// <summary>Learns one text, measures itself on another, and writes a third.</summary>
    public static async Task<Result> LearnAsync(
        SampleOptions options, string name, string training, string test, string beginning, int units, int epochs, int letters)
    {
        char[] alphabet = [.. (training + test).Distinct().Order()];
        var model = new Sequential(
            new Embedding(alphabet.Length, 32), new LSTM(units, returnSequences: true), new Dropout(0.2f), new Dense(alphabet.Length))
        { Seed = options.Seed };
        var trainer = new Trainer(model, new SparseCategoricalCrossentropy(fromLogits: true), new Adam(4e-3f) { GlobalClipNorm = 1 });
        var windows = TimeseriesDataset.OfNext(Numbers(training), Steps, sequenceStride: 16);
        var validation = TimeseriesDataset.OfNext(Numbers(test), Steps, sequenceStride: Steps);
        var history = await trainer.FitAsync(windows.Shuffle(options.Seed).Batch(32), options.Epochs ?? epochs, validation.Batch(64));

        double[] perplexities = [.. history.Epochs.Select(e => Math.Exp(e.ValidationLoss!.Value))];
        var bigram = Bigram.Perplexity(training, test);
        new LineChart("Perplexity of a letter that was not read before", "epoch",
            new Series("LSTM", perplexities), new Series("bigrams", perplexities.Select(_ => bigram))).Save(options.Result($"{name}.svg"));
        Console.WriteLine($"Perplexity {perplexities[^1]:F2}, of bigrams {bigram:F2}");

        var written = Write(model, alphabet, beginning, letters, options.Seed);
        File.WriteAllText(options.Result($"{name}.txt"), written);
        Console.WriteLine(written);
        return new Result(perplexities[^1], bigram, written);

        Tensor Numbers(string text) => Tensor.From([.. text.Select(c => Array.IndexOf(alphabet, c))]);
    }

    /// <summary>Goes on with a text: each letter is drawn as likely as the network finds it, a little more boldly than it is.</summary>
    private static string Write(Model model, char[] alphabet, string beginning, int letters, uint seed)
    {
        var (text, random, predictor) = (new StringBuilder(beginning), new RandomStream(seed, 1), new Predictor(model));
        while (text.Length < letters)
        {
            int[] window = [.. text.ToString().TakeLast(Steps).Select(c => Array.IndexOf(alphabet, c))];
            var (last, padded) = (window.Length - 1, new Tensor(new TensorType(ElementType.Int32, Shape.Of(1, Steps))));
            window.CopyTo(padded.Span<int>());
            var logits = predictor.Predict(padded).Span<float>().Slice(last * alphabet.Length, alphabet.Length).ToArray();
            double[] chances = [.. logits.Select(x => Math.Exp((x - logits.Max()) / 0.7))];
            var drawn = random.NextUniform() * chances.Sum();
            text.Append(alphabet[Math.Min(chances.TakeWhile(c => (drawn -= c) > 0).Count(), alphabet.Length - 1)]);
        }

        return text.ToString();
    }

    /// <summary>What came of it: the perplexities on the test text, and what was written.</summary>
    internal sealed record Result(double Perplexity, double Bigram, string Written);
}
