using Bantam.Tensors;
using static Bantam.Kernels.Ops;

namespace Bantam.Kernels.Templates;

/// <summary>
/// Walks decision trees for rows of features and adds up, a row, the weights of the leaves that it ends in. A node has four numbers: a
/// feature, the nodes that follow where the answer is yes and no, and what is asked; a leaf asks 0, and has in the middle where its
/// weights begin and end. A tile is some rows, which one tree after the other is walked for. Sizes: rows, columns, trees, targets.
/// </summary>
public static class TreeWalk
{
    /// <summary>The kernel.</summary>
    public static Kernel Kernel(TreeWalkSpec spec) => Kernels.Kernel.Define("tree-walk", spec.Target, f =>
    {
        var (rows, columns, trees, targets) = (f.Size("rows"), f.Size("columns"), f.Size("trees"), f.Size("targets"));
        var features = f.Buffer("features", ElementType.Double);
        var (roots, nodes) = (f.Buffer("roots", ElementType.Int32), f.Buffer("nodes", ElementType.Int32));
        var splits = f.Buffer("splits", ElementType.Double);
        var (owners, weights) = (f.Buffer("owners", ElementType.Int32), f.Buffer("weights", ElementType.Double));
        var sums = f.Buffer("sums", ElementType.Double, Access.ReadWrite);
        f.Tiles(tile =>
        {
            var first = f.Let(tile * TreeWalkSpec.RowsAtOnce, "first");
            var last = f.Let(Min(first + TreeWalkSpec.RowsAtOnce, rows), "last");
            f.For(first * targets, last * targets, 1, i => f.Store(sums + i, Constant.Of(KernelType.F64, 0)));
            f.For(trees, tree => f.For(first, last, 1, row =>
            {
                var x = f.Let(features + (row * columns), "x");
                var node = f.Let(ToIndex(LoadScalar(roots + tree)), "node");
                f.While(() => NotEqual(LoadScalar(nodes + (node * 4), 3), 0), () =>
                {
                    var at = f.Let(nodes + (node * 4), "at");
                    var feature = f.Let(LoadScalar(x + ToIndex(LoadScalar(at))), "feature");
                    var split = f.Let(LoadScalar(splits + node), "split");
                    var isYes = Answer(spec, f.Let(LoadScalar(at, 3), "asked"), feature, split);
                    f.Set(node, ToIndex(Select(isYes, LoadScalar(at, 1), LoadScalar(at, 2))));
                });
                var leaf = f.Let(nodes + (node * 4), "leaf");
                var own = f.Let(sums + (row * targets), "own");
                f.For(ToIndex(LoadScalar(leaf, 1)), ToIndex(LoadScalar(leaf, 2)), 1, weight =>
                {
                    var place = f.Let(own + ToIndex(LoadScalar(owners + weight)), "place");
                    f.Store(place, LoadScalar(place) + LoadScalar(weights + weight));
                }, "weight");
            }, "row"), "tree");
        });
    });

    private static Expr Answer(TreeWalkSpec spec, Expr asked, Expr x, Expr split)
    {
        var kind = spec.AsksMissing is { } flag ? asked & (flag - 1) : asked;
        Expr? isYes = spec.AsksMissing is { } missing ? NotEqual(asked & missing, 0) & NotEqual(x, x) : null;
        foreach (var (number, answer) in spec.Questions)
        {
            var answered = spec.Questions.Count == 1 ? answer(x, split) : Equal(kind, number) & answer(x, split);
            isYes = isYes is null ? answered : isYes | answered;
        }

        return isYes!;
    }
}
