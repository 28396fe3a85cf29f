using Bantam.Graphs;
using Bantam.Kernels;
using Bantam.Kernels.Templates;
using Bantam.Operators;
using Bantam.Operators.MachineLearning;
using Bantam.Tensors;
using static Bantam.Kernels.Ops;

namespace Bantam.Lowering.Rules;

/// <summary>Decision trees, walked row by row.</summary>
internal sealed class TreeSumsRule : CopyingRule
{
    /// <summary>What a node takes in multiply-adds: it waits for memory.</summary>
    private const int NodeCost = 8;

    /// <inheritdoc/>
    public override bool Accepts(Operator op, OperatorInputs inputs) => op is TreeSums { Modes.Count: > 0 };

    /// <inheritdoc/>
    public override IReadOnlyList<LoweredCall> Lower(Group group, LoweringContext context)
    {
        var (inputs, op) = (group.Anchor!.Inputs, (TreeSums)group.Anchor.Operator);
        var (features, roots, sums) = (inputs[0]!.Type.Shape, inputs[1]!.Type.Shape, group.Anchor.Outputs[0]);
        if (!features[1].Decide(columns => columns >= op.Columns))
            throw new ShapeException($"the trees ask of {op.Columns} features; there are {features[1]}.");
        var target = context.Target.For(WideTypes.IsWide(group.Anchor));
        var spec = new TreeWalkSpec(target, [.. op.Modes.Select(m => ((int)m, Answer(m)))], op.AsksMissing ? TreeSums.MissingIsYes : null);
        var kernel = KernelCache.Get(target, spec.Key, () => TreeWalk.Kernel(spec));
        Dimension[] sizes = [features[0], features[1], roots[0], op.Count];

        // How deep trees are nobody knows: as many levels as balanced ones have.
        var levels = (int)Math.Log2((inputs[2]!.Type.Shape[0].Size / roots[0].Size) + 1) + 1;
        var cost = new CallCost(features[0], roots[0], levels * NodeCost);
        return [new LoweredCall(kernel, [.. inputs.Select(i => i!), sums], sizes, TreeWalkSpec.Tiles(features[0]), cost, group.ToString())];
    }

    private static Func<Expr, Expr, Expr> Answer(TreeMode mode) => mode switch
    {
        TreeMode.LessOrEqual => (x, split) => x <= split,
        TreeMode.Less => (x, split) => x < split,
        TreeMode.GreaterOrEqual => (x, split) => split <= x,
        TreeMode.Greater => (x, split) => split < x,
        TreeMode.Equal => Equal,
        TreeMode.NotEqual => NotEqual,
        _ => throw new ArgumentOutOfRangeException(nameof(mode), mode, "Leaves ask nothing, and sets are several questions."),
    };
}
