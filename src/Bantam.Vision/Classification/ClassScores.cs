using Bantam.Tensors;

namespace Bantam.Vision;

/// <summary>Scores of classes as probabilities, and the best of them.</summary>
public static class ClassScores
{
    /// <summary>Sums of probabilities that were computed in half precision differ from 1 by up to this.</summary>
    private const float SumTolerance = 0.01f;

    /// <summary>Whether scores are probabilities already: none is below 0, and their sum is 1.</summary>
    public static bool AreProbabilities(ReadOnlySpan<float> scores)
    {
        var sum = 0.0;
        foreach (var score in scores)
        {
            if (!(score >= 0)) return false;
            sum += score;
        }

        return Math.Abs(sum - 1) <= SumTolerance;
    }

    /// <summary>Scores as probabilities: softmax of logits; what are probabilities stays as it is.</summary>
    public static float[] ToProbabilities(ReadOnlySpan<float> scores)
    {
        var result = scores.ToArray();
        if (result.Length == 0 || AreProbabilities(scores)) return result;
        var (most, sum) = (result.Max(), 0.0);
        foreach (ref var score in result.AsSpan()) sum += score = MathF.Exp(score - most);
        foreach (ref var score in result.AsSpan()) score = (float)(score / sum);
        return result;
    }

    /// <summary>The best classes, by falling probability; equal ones in order.</summary>
    /// <param name="scores">A score for each class: probabilities, or logits.</param>
    /// <param name="count">How many at most.</param>
    /// <param name="labels">The classes' names; where there are fewer, the rest has none.</param>
    public static IReadOnlyList<ClassScore> Top(ReadOnlySpan<float> scores, int count, IReadOnlyList<string>? labels = null)
    {
        var probabilities = ToProbabilities(scores);
        return
        [
            .. Enumerable.Range(0, probabilities.Length).OrderByDescending(i => probabilities[i]).Take(count)
                .Select(i => new ClassScore(i, labels?.ElementAtOrDefault(i), probabilities[i])),
        ];
    }

    /// <summary>Whether a tensor has a score for each class: floats along one axis.</summary>
    internal static bool AreOf(TensorType type) =>
        type.Shape.Rank > 0 && type.Shape.Count(d => d != 1) <= 1 && type.Element.IsFloating();

    /// <summary>1 / (1 + exp(-x)).</summary>
    internal static float Sigmoid(float x) => 1 / (1 + MathF.Exp(-x));
}
