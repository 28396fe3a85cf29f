namespace Bantam.Samples.Learning;

/// <summary>The simplest model of a text: how likely a letter is after the one before it.</summary>
internal static class Bigram
{
    /// <summary>
    /// The perplexity of a text by the pairs of another. Pairs that were seen seldom lean on how frequent the second letter is
    /// (I. Witten and T. Bell, 1991).
    /// </summary>
    public static double Perplexity(string training, string test)
    {
        var letters = training.Concat(test).Distinct().Count();
        var single = training.CountBy(c => c).ToDictionary();
        var pairs = training.Zip(training.Skip(1)).CountBy(p => p).ToDictionary();
        var firsts = training.SkipLast(1).CountBy(c => c).ToDictionary();
        var kinds = pairs.Keys.CountBy(p => p.First).ToDictionary();
        var sum = test.Zip(test.Skip(1)).Sum(pair =>
        {
            var alone = (single.GetValueOrDefault(pair.Second) + 0.5) / (training.Length + (0.5 * letters));
            var (seen, followers) = (firsts.GetValueOrDefault(pair.First), kinds.GetValueOrDefault(pair.First));
            return Math.Log((pairs.GetValueOrDefault(pair) + ((followers + 1) * alone)) / (seen + followers + 1));
        });
        return Math.Exp(-sum / (test.Length - 1));
    }
}
