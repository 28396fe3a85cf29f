using Bantam.Tensors;

namespace Bantam.Training.Running;

/// <summary>What a model makes of each sample of a data set.</summary>
/// <param name="Predictions">What it computes; the first axis is the samples, in the order of the data set.</param>
/// <param name="Losses">The loss of each sample; null where the loss has none of single samples.</param>
public sealed record Examination(Tensor Predictions, IReadOnlyList<float>? Losses)
{
    /// <summary>How many samples there are.</summary>
    public int Count => Predictions.Shape[0].Size;

    /// <summary>The samples with the greatest losses, the worst first; none where samples have no losses.</summary>
    /// <param name="count">How many at most.</param>
    public IReadOnlyList<int> Worst(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);

        // What is no number is worse than any.
        return Losses is null ? []
            : [.. Enumerable.Range(0, Count).OrderByDescending(i => float.IsNaN(Losses[i]) ? float.PositiveInfinity : Losses[i])
                .Take(count)];
    }
}
