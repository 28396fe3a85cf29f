using Bantam.Graphs;
using Bantam.Lowering.Rules;
using Bantam.Operators;
using Bantam.Tensors;

namespace Bantam.Lowering;

/// <summary>The operators that have templates.</summary>
internal static class LoweringRules
{
    private static readonly IReadOnlyList<AnchorRule> All =
    [
        new MatMulRule(), new ConvolutionRule(), new PoolRule(), new PoolGradientRule(), new ReduceRule(), new SoftmaxRule(),
        new NormalizeRule(), new ArgRule(), new TransposeRule(), new SliceRule(), new ConcatRule(), new PadRule(), new GatherRule(),
        new GatherGradientRule(), new ScatterRule(), new CumulateRule(), new TopKRule(), new InterpolateRule(), new MaxUnpoolRule(),
        new BitCastRule(), new TreeSumsRule(),
    ];

    /// <summary>The rule for a node; null where there is none.</summary>
    public static AnchorRule? Find(Node node) =>
        Find(node.Operator, OperatorInputs.Of(node));

    /// <summary>Whether an operator on these tensors has a template, so that it need not be expanded.</summary>
    public static bool HasTemplate(Operator op, IReadOnlyList<Tensor?> inputs) =>
        Find(op, OperatorInputs.Of(inputs)) is not null;

    private static AnchorRule? Find(Operator op, OperatorInputs inputs)
    {
        for (var i = 0; i < inputs.Count; i++)
            if (inputs.Optional(i)?.Element.Info() is { } element && !(op.Moves(i) ? element.CanBeMoved : element.HasKernels))
                return null;
        return All.FirstOrDefault(r => r.Accepts(op, inputs));
    }
}
