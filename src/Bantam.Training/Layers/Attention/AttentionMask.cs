using Bantam.Tensors;

namespace Bantam.Training.Layers;

/// <summary>Which sources each target of an attention sees.</summary>
internal static class AttentionMask
{
    /// <summary>What is added to scores of sources that are not seen, as in Keras.</summary>
    private const double Hidden = -1e9;

    /// <summary>Scores [.., targets, sources] without those that are not seen.</summary>
    /// <param name="scores">The scores.</param>
    /// <param name="sources">Which sources count, Bool [batch, sources]; null for all.</param>
    /// <param name="isCausal">Whether a target sees the sources up to its own place only.</param>
    /// <param name="pairs">For each target which sources it sees, above 0 in [batch, targets, sources]; null for all.</param>
    public static Tensor Apply(Tensor scores, Tensor? sources, bool isCausal, Tensor? pairs = null)
    {
        int[] heads = [.. Enumerable.Range(1, scores.Shape.Rank - 3)];
        if (sources is not null) scores = Hide(scores, sources.Unsqueeze([1, .. heads.Select(h => h + 1)]));
        if (pairs is not null) scores = Hide(scores, heads.Length == 0 ? pairs > 0 : (pairs > 0).Unsqueeze(heads));
        return isCausal ? Hide(scores, Causal(scores.Shape[-2].Size, scores.Shape[-1].Size)) : scores;
    }

    private static Tensor Hide(Tensor scores, Tensor isSeen) => scores + Tensor.Where(isSeen, scores.Number(0), scores.Number(Hidden));

    private static Tensor Causal(int targets, int sources)
    {
        var seen = new bool[targets * sources];
        for (var i = 0; i < targets; i++)
            for (var j = 0; j < sources; j++)
                seen[(i * sources) + j] = j <= i;
        return Tensor.From(seen, targets, sources);
    }
}
