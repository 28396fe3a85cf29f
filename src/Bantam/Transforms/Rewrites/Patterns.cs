using Bantam.Graphs;
using Bantam.Tensors;
using Bantam.Transforms.Reports;

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
    private static readonly (string Name, Pattern Pattern, bool KeepsLearning)[] All =
    [
        (nameof(ZeroAdded), ZeroAdded.Match, true),
        (nameof(PadIntoConvolution), PadIntoConvolution.Match, true),
        (nameof(NormalizedRows), NormalizedRows.Match, true),
        (nameof(NormalizationByFactor), NormalizationByFactor.Match, true),
        (nameof(ScaledRows), ScaledRows.Match, true),
        (nameof(ResizeByScales), ResizeByScales.Match, true),
        (nameof(ReluBeforeClip), ReluBeforeClip.Match, true),
        (nameof(WrittenGelu), WrittenGelu.Match, true),
        (nameof(WrittenSwish), WrittenSwish.Match, true),
        (nameof(WrittenHardSwish), WrittenHardSwish.Match, true),
        (nameof(WrittenHardSigmoid), WrittenHardSigmoid.Match, true),
        (nameof(QuantizedProduct), QuantizedProduct.Match, false),
        (nameof(NormalizationAsScale), NormalizationAsScale.Match, false),
        (nameof(ScaleIntoWeights), ScaleIntoWeights.Match, false),
        (nameof(ShiftIntoBias), ShiftIntoBias.Match, false),
        (nameof(InputIntoWeights), InputIntoWeights.Match, false),
    ];

    /// <summary>The graph with patterns replaced wherever they match, also in what replaced others.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="learns">Whether gradients are still to be taken of it, or its variables to be changed.</param>
    public static Graph Replace(Graph graph, bool learns) => Replace(graph, learns, null);

    /// <summary>The same, where a recorder is told which patterns were replaced.</summary>
    internal static Graph Replace(Graph graph, bool learns, TransformRecorder? recorder)
    {
        var readers = new Readers(graph);
        var patterns = All.Where(p => p.KeepsLearning || !learns).ToArray();
        var builder = new GraphBuilder
        {
            MergesEqualNodes = true,
            LargestFoldedCount = LargestFoldedCount,
            Replace = (op, inputs) =>
            {
                var site = new Site(op, inputs, readers);
                foreach (var (name, pattern, _) in patterns)
                {
                    if (pattern(site) is not { } patch) continue;
                    recorder?.Apply(name);
                    return [patch];
                }

                return null;
            },
        };
        return GraphRewriter.Rewrite(graph, builder, written: (value, tensor) =>
        {
            readers.Note(value, tensor);
            recorder?.Note(value, tensor);
        });
    }
}
