using Bantam.Graphs;
using Bantam.Tensors;

namespace Bantam.Transforms.Rewrites;

/// <summary>What is put in the place of a site; null where a pattern does not match.</summary>
internal delegate Tensor? Pattern(Site site);

/// <summary>
/// Patterns of several operators that a simpler or faster form computes. Results are the same but for the rounding of their last bits.
/// </summary>
public static class Patterns
{
    /// <summary>What patterns compute of larger constants <see cref="FoldConstants"/> does with kernels, all at once.</summary>
    internal const int LargestFoldedCount = 1024;

    /// <summary>The patterns, and whether each holds for a model that still learns; those that change weights do not.</summary>
    private static readonly (Pattern Pattern, bool KeepsLearning)[] All =
    [
        (ZeroAdded.Match, true),
        (PadIntoConvolution.Match, true),
        (NormalizedRows.Match, true),
        (NormalizationByFactor.Match, true),
        (ScaledRows.Match, true),
        (ResizeByScales.Match, true),
        (ReluBeforeClip.Match, true),
        (WrittenGelu.Match, true),
        (WrittenSwish.Match, true),
        (WrittenHardSwish.Match, true),
        (WrittenHardSigmoid.Match, true),
        (QuantizedProduct.Match, false),
        (NormalizationAsScale.Match, false),
        (ScaleIntoWeights.Match, false),
        (ShiftIntoBias.Match, false),
        (InputIntoWeights.Match, false),
    ];

    /// <summary>The graph with patterns replaced wherever they match, also in what replaced others.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="learns">Whether gradients are still to be taken of it, or its variables to be changed.</param>
    public static Graph Replace(Graph graph, bool learns)
    {
        var readers = new Readers(graph);
        Pattern[] patterns = [.. All.Where(p => p.KeepsLearning || !learns).Select(p => p.Pattern)];
        var builder = new GraphBuilder
        {
            MergesEqualNodes = true,
            LargestFoldedCount = LargestFoldedCount,
            Replace = (op, inputs) =>
            {
                var site = new Site(op, inputs, readers);
                foreach (var pattern in patterns)
                    if (pattern(site) is { } patch)
                        return [patch];
                return null;
            },
        };
        return GraphRewriter.Rewrite(graph, builder, written: readers.Note);
    }
}
