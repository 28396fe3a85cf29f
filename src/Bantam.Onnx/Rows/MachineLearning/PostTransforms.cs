using Bantam.Onnx.Reading;
using Bantam.Tensors;

namespace Bantam.Onnx.Rows.MachineLearning;

/// <summary>Makes probabilities of scores, [N, E].</summary>
internal static class PostTransforms
{
    /// <summary>What is so close to 0 is 0 to the softmax that leaves zeros out.</summary>
    private const double Zero = 1e-7;

    /// <summary>The constant of Winitzki's approximation of the inverse error function.</summary>
    private const double Winitzki = 0.147;

    private static readonly (string, PostTransform)[] Names =
    [
        ("NONE", PostTransform.None), ("SOFTMAX", PostTransform.Softmax), ("LOGISTIC", PostTransform.Logistic),
        ("SOFTMAX_ZERO", PostTransform.SoftmaxZero), ("PROBIT", PostTransform.Probit),
    ];

    /// <summary>The attribute of a node.</summary>
    public static PostTransform Of(OnnxNode node) => node.Attributes.Choice("post_transform", "NONE", Names, null);

    /// <summary>What a transform makes of the scores of several classes or targets.</summary>
    public static Tensor Apply(PostTransform transform, Tensor scores) => transform switch
    {
        PostTransform.Softmax => scores.Softmax(1),
        PostTransform.Logistic => scores.Sigmoid(),
        PostTransform.SoftmaxZero => SoftmaxZero(scores),
        PostTransform.Probit => Probit(scores),
        _ => scores,
    };

    /// <summary>The same of a single target, of which only the probit is taken.</summary>
    public static Tensor ApplyToOne(PostTransform transform, Tensor score) =>
        transform == PostTransform.Probit ? Probit(score) : score;

    /// <summary>The scores of two classes of that of the second one: p and 1 − p where scores are probabilities, else s and −s.</summary>
    public static Tensor Pair(PostTransform transform, Tensor score, bool areProbabilities)
    {
        if (transform == PostTransform.Probit) return Probit(score);
        if (transform == PostTransform.Logistic) return Tensor.Concat(1, -score, score).Sigmoid();
        return Tensor.Concat(1, areProbabilities ? 1f - score : -score, score);
    }

    private static Tensor SoftmaxZero(Tensor scores)
    {
        var most = scores.ReduceMax([1], keepDimensions: true);
        var counts = scores.Abs() > Zero;
        var exponentials = Tensor.Where(counts, (scores - most).Exp(), 0f);
        var others = Tensor.Where(counts, 0f, scores * (-most).Exp());
        return (exponentials + others) / exponentials.ReduceSum([1], keepDimensions: true);
    }

    /// <summary>√2 · erf⁻¹(2p − 1), the inverse of the distribution function of normal numbers.</summary>
    private static Tensor Probit(Tensor probabilities)
    {
        var x = (probabilities * 2f) - 1f;
        var log = ((1f - x) * (1f + x)).Log();
        var v = (log * 0.5) + (2 / (Math.PI * Winitzki));
        var magnitude = (((v * v) - (log / Winitzki)).Sqrt() - v).Sqrt() * Math.Sqrt(2);
        return Tensor.Where(x < 0f, -magnitude, magnitude);
    }
}
