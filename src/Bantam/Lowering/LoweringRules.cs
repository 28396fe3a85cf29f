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
        new MatMulRule(), new ConvRule(), new ConvWeightGradientRule(), new PoolRule(), new PoolGradientRule(), new ReduceRule(), new SoftmaxRule(), new ArgRule(),
        new TransposeRule(), new SliceRule(), new ConcatRule(), new PadRule(), new GatherRule(), new GatherGradientRule(),
    ];

    /// <summary>The rule for a node; null where there is none.</summary>
    public static AnchorRule? Find(Node node) =>
        All.FirstOrDefault(r => r.Accepts(node.Operator, [.. node.Inputs.Select(i => i?.Type)], [.. node.Inputs.Select(i => i?.Constant)]));

    /// <summary>Whether an operator on these tensors has a template, so that it need not be expanded.</summary>
    public static bool HasTemplate(Operator op, IReadOnlyList<Tensor?> inputs) =>
        All.Any(r => r.Accepts(op, [.. inputs.Select(i => i?.Type)], [.. inputs.Select(i => i?.Constant)]));
}
