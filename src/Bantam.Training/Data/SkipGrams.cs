using System.Buffers.Binary;
using Bantam.Tensors;
using Bantam.Training.Randomness;

namespace Bantam.Training.Data;

/// <summary>
/// Pairs of a word and one near it, and of the word and one by chance (T. Mikolov et al., 2013), as of Keras' <c>skipgrams</c>: what
/// word2vec learns from. Fields: <c>word</c> and <c>context</c>, Int32, and <c>label</c>, 1 for pairs of the text and 0 for others.
/// </summary>
public sealed class SkipGrams : IDataset
{
    private readonly List<(int Word, int Context, byte Label)> _pairs = [];

    /// <summary>The pairs of a text.</summary>
    /// <param name="sequence">The text: numbers of words from 0 on.</param>
    /// <param name="vocabularySize">How many words there are.</param>
    /// <param name="windowSize">How many words before and behind a word are near it.</param>
    /// <param name="negativeSamples">
    /// Pairs by chance for each one of the text. They are drawn by the frequency of words to the power ¾.
    /// </param>
    /// <param name="sampling">
    /// Words more frequent than this part of the text are left out now and then, the oftener the more frequent; 0 for never.
    /// </param>
    /// <param name="seed">Equal seeds give equal pairs.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside its range, also one of the text.</exception>
    public SkipGrams(
        IReadOnlyList<int> sequence, int vocabularySize, int windowSize = 4, int negativeSamples = 1, double sampling = 0, uint seed = 0)
    {
        ArgumentNullException.ThrowIfNull(sequence);
        Hyperparameter.AtLeast(1, vocabularySize, nameof(vocabularySize));
        Hyperparameter.AtLeast(1, windowSize, nameof(windowSize));
        Hyperparameter.AtLeast(0, negativeSamples, nameof(negativeSamples));
        Hyperparameter.NotNegative(sampling, nameof(sampling));
        var counts = new long[vocabularySize];
        foreach (var word in sequence)
        {
            if ((uint)word >= (uint)vocabularySize)
                throw new ArgumentOutOfRangeException(
                    nameof(sequence), word, $"Words have numbers from 0 to {vocabularySize - 1}; one is {word}.");
            counts[word]++;
        }

        var random = new RandomStream(seed, 0);
        var kept = sequence.Where(w => random.NextUniform() < Chance(counts[w] / (double)sequence.Count, sampling)).ToArray();
        var sums = Sums(counts);
        for (var i = 0; i < kept.Length; i++)
        {
            for (var j = Math.Max(0, i - windowSize); j <= Math.Min(kept.Length - 1, i + windowSize); j++)
            {
                if (j == i) continue;
                _pairs.Add((kept[i], kept[j], 1));
                for (var n = 0; n < negativeSamples; n++) _pairs.Add((kept[i], Draw(sums, random.NextUniform()), 0));
            }
        }
    }

    /// <inheritdoc/>
    public IReadOnlyList<Field> Fields { get; } =
    [
        new Field("word", ElementType.Int32, Shape.Scalar), new Field("context", ElementType.Int32, Shape.Scalar),
        new Field("label", ElementType.UInt8, Shape.Scalar),
    ];

    /// <inheritdoc/>
    public int Count => _pairs.Count;

    /// <inheritdoc/>
    public void Read(int index, int field, Span<byte> destination)
    {
        var (word, context, label) = _pairs[index];
        if (field == 2) destination[0] = label;
        else BinaryPrimitives.WriteInt32LittleEndian(destination, field == 0 ? word : context);
    }

    private static double Chance(double frequency, double sampling) => sampling == 0 ? 1 : Math.Sqrt(sampling / frequency);

    /// <summary>The sums of the frequencies to the power ¾ up to each word.</summary>
    private static double[] Sums(long[] counts)
    {
        var (sums, sum) = (new double[counts.Length], 0.0);
        for (var i = 0; i < counts.Length; i++) sums[i] = sum += Math.Sqrt(counts[i] * Math.Sqrt(counts[i]));
        return sums;
    }

    private static int Draw(double[] sums, double uniform)
    {
        var found = Array.BinarySearch(sums, uniform * sums[^1]);
        return Math.Min(found < 0 ? ~found : found + 1, sums.Length - 1);
    }
}
