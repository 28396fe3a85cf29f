using System.Text.RegularExpressions;
using Bantam.Reports.Charts;
using Bantam.Training.Data;
using Bantam.Training.Layers;
using Bantam.Training.Losses;
using Bantam.Training.Optimizers;
using Bantam.Training.Running;
using Bantam.Tensors;

namespace Bantam.Samples.Learning;

/// <summary>Word2vec (T. Mikolov et al., 2013): words get vectors from the words around them, and related words lie together.</summary>
internal static class Word2Vec
{
    private const int Size = 32, LeastOften = 5;

    private static readonly string[] Shown =
    [
        "seven", "ten", "hundred", "twenty", "thirty", "years", "days", "son", "sons", "daughter", "daughters", "brother", "father",
        "mother", "wife", "abraham", "isaac", "jacob", "joseph", "esau", "laban", "pharaoh",
        "egypt", "canaan", "land", "sheep", "camels", "cattle",
        "heaven", "earth", "god", "lord", "said", "spake", "called", "water", "well",
    ];

    public static async Task<Func<string, string, float>> RunAsync(SampleOptions options)
    {
        var text = File.ReadAllText(SampleOptions.Bundled("genesis.txt"));
        string[] words = [.. Regex.Matches(text.ToLowerInvariant(), "[a-z]+").Select(m => m.Value)];
        string[] vocabulary =
            [.. words.CountBy(w => w).Where(w => w.Value >= LeastOften).OrderByDescending(w => w.Value).Select(w => w.Key)];
        var numbers = vocabulary.Index().ToDictionary(w => w.Item, w => w.Index);
        int[] sequence = [.. words.Where(numbers.ContainsKey).Select(w => numbers[w])];

        var pairs = new SkipGrams(sequence, vocabulary.Length, windowSize: 5, negativeSamples: 5, sampling: 1e-3, seed: options.Seed);
        var word = Model.Input(Shape.Scalar, ElementType.Int32, "word");
        var context = Model.Input(Shape.Scalar, ElementType.Int32, "context");
        var embedding = new Embedding(vocabulary.Length, Size, name: "words");
        var score = new Dot(-1).Apply(embedding.Apply(word), new Embedding(vocabulary.Length, Size, name: "contexts").Apply(context));
        var model = new Model([word, context], [score]) { Seed = options.Seed };
        var trainer = new Trainer(model, new BinaryCrossentropy(fromLogits: true), new Adam(2e-3f));
        await trainer.FitAsync(pairs.Shuffle(options.Seed).Batch(512), options.Epochs ?? 40);

        var vectors = embedding.Variables.Single().Value;
        vectors /= vectors.ReduceL2([1], keepDimensions: true);
        var likeness = vectors.MatMul(vectors.TransposeLast());
        foreach (var asked in (string[])["seven", "daughter", "abraham", "sheep"])
            Console.WriteLine($"{asked}: {string.Join(", ", vocabulary.OrderByDescending(w => Likeness(asked, w)).Skip(1).Take(6))}");
        var (x, y) = Projection.Of(vectors.Gather(Tensor.From([.. Shown.Select(w => numbers[w])])));
        new ScatterChart("Words of Genesis by the words around them", "", "", new Series("words", x, y))
        { Labels = Shown, Width = 640, Height = 480 }
            .Save(options.Result("word2vec.svg"));
        return Likeness;

        float Likeness(string a, string b) => likeness.Span<float>()[(numbers[a] * vocabulary.Length) + numbers[b]];
    }
}
