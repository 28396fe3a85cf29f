using Bantam.Training.Data;

namespace Bantam.Training.Tests.Data;

public sealed class SkipGramsTests
{
    [Fact]
    public void Pairs_of_a_text_are_words_and_those_near_them()
    {
        var pairs = new SkipGrams([0, 1, 2, 3], vocabularySize: 4, windowSize: 1, negativeSamples: 0);
        Assert.Equal([(0, 1, 1), (1, 0, 1), (1, 2, 1), (2, 1, 1), (2, 3, 1), (3, 2, 1)], All(pairs));
    }

    [Fact]
    public void Each_pair_has_as_many_by_chance_as_asked_for_and_frequent_words_are_drawn_oftener()
    {
        int[] text = [.. Enumerable.Range(0, 3000).Select(i => i % 16 == 0 ? 1 : 0)];
        var pairs = All(new SkipGrams(text, vocabularySize: 3, windowSize: 1, negativeSamples: 2, seed: 3));
        var chance = pairs.Where(p => p.Label == 0).ToArray();
        Assert.Equal(2 * pairs.Count(p => p.Label == 1), chance.Length);
        Assert.DoesNotContain(chance, p => p.Context == 2);

        // 15^¾ is 7.6: of words that are 15 times as frequent as others there are so many times as many.
        var ratio = chance.Count(p => p.Context == 0) / (double)chance.Count(p => p.Context == 1);
        Assert.InRange(ratio, 7, 8.3);
    }

    [Fact]
    public void Words_that_are_too_frequent_are_left_out_now_and_then()
    {
        int[] text = [.. Enumerable.Range(0, 4000).Select(i => i % 100 == 0 ? 1 : 0)];
        var kept = All(new SkipGrams(text, 2, windowSize: 1, negativeSamples: 0, sampling: 0.01, seed: 1)).Count / 2.0;
        Assert.InRange(kept, 350, 520);
        Assert.Throws<ArgumentOutOfRangeException>(() => new SkipGrams([5], vocabularySize: 5));
    }

    private static List<(int Word, int Context, int Label)> All(SkipGrams pairs) => [.. Enumerable.Range(0, pairs.Count).Select(i =>
    {
        var (word, context, label) = (new byte[4], new byte[4], new byte[1]);
        pairs.Read(i, 0, word);
        pairs.Read(i, 1, context);
        pairs.Read(i, 2, label);
        return ((int)word[0], (int)context[0], (int)label[0]);
    })];
}
