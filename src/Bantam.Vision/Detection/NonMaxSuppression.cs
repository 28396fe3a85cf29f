namespace Bantam.Vision;

/// <summary>
/// Of boxes that cover each other the ones with the highest scores. Boxes of different classes do not suppress each other.
/// </summary>
public static class NonMaxSuppression
{
    /// <summary>Leaves out each box that shares too much with one of its class and a higher score.</summary>
    /// <param name="boxes">The boxes.</param>
    /// <param name="scores">A score for each.</param>
    /// <param name="overlap">The largest intersection over union that two boxes may have.</param>
    /// <param name="classes">The class of each box; empty where all are of one.</param>
    /// <returns>The boxes that are left, by falling score; equal scores stay in order.</returns>
    /// <exception cref="ArgumentException">There are more or fewer scores or classes than boxes.</exception>
    public static IReadOnlyList<int> Hard(
        ReadOnlySpan<Box> boxes, ReadOnlySpan<float> scores, float overlap, ReadOnlySpan<int> classes = default)
    {
        Check(boxes, scores, classes);
        var kept = new List<int>();
        foreach (var candidate in ByFallingScore(scores))
        {
            var isFree = true;
            foreach (var other in kept)
                isFree &= !IsRival(classes, candidate, other) || boxes[candidate].IntersectionOverUnion(boxes[other]) <= overlap;
            if (isFree) kept.Add(candidate);
        }

        return kept;
    }

    /// <summary>
    /// Lowers the scores of boxes by what they share with those of higher scores: soft non-maximum suppression.
    /// <see href="https://arxiv.org/abs/1704.04503"/>
    /// </summary>
    /// <param name="boxes">The boxes.</param>
    /// <param name="scores">A score for each.</param>
    /// <param name="decay">By what a score is multiplied: see <see cref="Linear"/> and <see cref="Gaussian"/>.</param>
    /// <param name="least">Boxes whose score falls below it are left out.</param>
    /// <param name="classes">The class of each box; empty where all are of one.</param>
    /// <returns>The boxes that are left, with their lowered scores, by falling score.</returns>
    /// <exception cref="ArgumentException">There are more or fewer scores or classes than boxes.</exception>
    public static IReadOnlyList<(int Index, float Score)> Soft(
        ReadOnlySpan<Box> boxes, ReadOnlySpan<float> scores, Func<float, float> decay, float least, ReadOnlySpan<int> classes = default)
    {
        Check(boxes, scores, classes);
        var lowered = scores.ToArray();
        var open = Enumerable.Range(0, boxes.Length).ToList();
        var kept = new List<(int, float)>();
        while (true)
        {
            open.RemoveAll(i => !(lowered[i] >= least));
            if (open.Count == 0) return kept;
            var best = open.MaxBy(i => lowered[i]);
            kept.Add((best, lowered[best]));
            open.Remove(best);
            foreach (var other in open)
                if (IsRival(classes, best, other)) lowered[other] *= decay(boxes[best].IntersectionOverUnion(boxes[other]));
        }
    }

    /// <summary>The decay 1 - IoU of boxes that share more than a limit.</summary>
    public static Func<float, float> Linear(float overlap) => shared => shared > overlap ? 1 - shared : 1;

    /// <summary>The decay exp(-IoU² / σ).</summary>
    public static Func<float, float> Gaussian(float sigma = 0.5f) => shared => MathF.Exp(-shared * shared / sigma);

    private static int[] ByFallingScore(ReadOnlySpan<float> scores)
    {
        var all = scores.ToArray();
        return [.. Enumerable.Range(0, all.Length).Where(i => !float.IsNaN(all[i])).OrderByDescending(i => all[i])];
    }

    private static bool IsRival(ReadOnlySpan<int> classes, int one, int other) => classes.IsEmpty || classes[one] == classes[other];

    private static void Check(ReadOnlySpan<Box> boxes, ReadOnlySpan<float> scores, ReadOnlySpan<int> classes)
    {
        if (scores.Length != boxes.Length)
            throw new ArgumentException(
                $"each box has a score; there are {boxes.Length} boxes and {scores.Length} scores.", nameof(scores));
        if (!classes.IsEmpty && classes.Length != boxes.Length)
            throw new ArgumentException(
                $"each box has a class, or none has; there are {boxes.Length} boxes and {classes.Length} classes.", nameof(classes));
    }
}
