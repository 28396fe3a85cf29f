using Bantam.Operators.MachineLearning;
using Bantam.Tensors;
using static Bantam.Tests.Operators.CaseTensors;

namespace Bantam.Tests.Operators.Cases;

internal sealed class TreeEnsembleRegressorCases : IOperatorCases
{
    /// <summary>Two trees: one asks twice, the other is a leaf.</summary>
    private static readonly DecisionTrees Two = new(
        [0, 5], [TreeMode.LessOrEqual, TreeMode.Leaf, TreeMode.Greater, TreeMode.Leaf, TreeMode.Leaf, TreeMode.Leaf],
        [1, 0, 0, 0, 0, 0], [0.5, 0, -0.25, 0, 0, 0], [1, 2, 0, 0, 3, 4, 0, 0, 0, 0, 0, 0], [true, false, false, false, false, false],
        [0, 0, 2, 2, 3, 4, 6], [0, 1, 1, 0, 0, 1], [1, 2, -3, 4, 0.5, 0.25], []);

    public static IEnumerable<OperatorCase> All =>
    [
        Known(TreeAggregation.Sum, 1.5f, 2.25f, 0.5f, -2.75f, 4.5f, 0.25f, 1.5f, 2.25f),
        Known(TreeAggregation.Average, 0.75f, 1.125f, 0.25f, -1.375f, 2.25f, 0.125f, 0.75f, 1.125f),
        Known(TreeAggregation.Min, 0.5f, 0.25f, 0.5f, -3, 0.5f, 0.25f, 0.5f, 0.25f),
        Known(TreeAggregation.Max, 1, 2, 0.5f, 0.25f, 4, 0.25f, 1, 2),
        new("TreeEnsembleRegressor of one sample", new TreeEnsembleRegressor(Two, 2), [Vector(0, 0.5f)])
        { Expected = [Floats([1.5f, 2.25f], 1, 2)] },
        new("TreeEnsembleRegressor with a target that no tree has", new TreeEnsembleRegressor(Two, 3, TreeAggregation.Max),
            [Floats([0f, 0.5f], 1, 2)])
        { Expected = [Floats([1f, 2, 0], 1, 3)] },
        new("TreeEnsembleRegressor of integers", new TreeEnsembleRegressor(Two, 2), [Of([0L, 1, -1, 1], 2, 2)])
        { Expected = [Floats([0.5f, -2.75f, 4.5f, 0.25f], 2, 2)] },
        new("TreeEnsembleRegressor in double precision", new TreeEnsembleRegressor(Two, 2, Result: ElementType.Double),
            [Of([0.1, 0.5], 1, 2)])
        { Expected = [Of([1.5, 2.25], 1, 2)] },
        .. from mode in Enum.GetValues<TreeMode>().Skip(1)
           from isMissing in (bool[])[false, true]
           select new OperatorCase(
               $"TreeEnsembleRegressor that asks {mode}, missing {(isMissing ? "is yes" : "as others")}",
               new TreeEnsembleRegressor(Question(mode, isMissing), 1), [Floats([1f, 2, 3, float.NaN, 2.5f], 5, 1)])
           { Expected = [Floats([.. Answers(mode, isMissing).Select(yes => yes ? 1f : 0)], 5, 1)] },
        new("TreeEnsembleRegressor of many samples", new TreeEnsembleRegressor(Two, 2), [Numbers(133, 3)]),
        new("TreeEnsembleRegressor that asks everything", new TreeEnsembleRegressor(Everything, 1), [Numbers(131, 1)]),
    ];

    /// <summary>Whether the least or the largest weight counts.</summary>
    public static bool TakesExtremum(OperatorCase one) =>
        one.Operator is TreeEnsembleRegressor { Aggregation: TreeAggregation.Min or TreeAggregation.Max };

    /// <summary>One tree a question.</summary>
    private static DecisionTrees Everything => new(
        [0, 3, 6, 9, 12, 15, 18],
        [.. Enum.GetValues<TreeMode>().Skip(1).SelectMany(mode => (TreeMode[])[mode, TreeMode.Leaf, TreeMode.Leaf])],
        Ints.From(new int[21]), [.. Enumerable.Range(0, 21).Select(i => i == 18 ? 0 : (i - 10) / 20.0)],
        Ints.From(Enumerable.Range(0, 21).SelectMany(i => i % 3 == 0 ? (int[])[i + 1, i + 2] : [0, 0])),
        [.. Enumerable.Range(0, 21).Select(i => i % 2 == 0)], Ints.From(Enumerable.Range(0, 22).Select(i => i - ((i + 2) / 3))),
        Ints.From(new int[14]), [.. Enumerable.Range(1, 14).Select(i => i * 0.3)], [[0.5, -1, 1.25]]);

    private static OperatorCase Known(TreeAggregation aggregation, params float[] expected) => new(
        $"TreeEnsembleRegressor that takes the {aggregation}", new TreeEnsembleRegressor(Two, 2, aggregation),
        [Floats([0f, 0.5f, 0, 1, -0.25f, 1, 0, float.NaN], 4, 2)])
    { Expected = [Floats(expected, 4, 2)] };

    private static DecisionTrees Question(TreeMode mode, bool missingIsYes) => new(
        [0], [mode, TreeMode.Leaf, TreeMode.Leaf], [0, 0, 0], [mode == TreeMode.Member ? 1 : 2, 0, 0], [1, 2, 0, 0, 0, 0],
        [missingIsYes, false, false], [0, 0, 1, 2], [0, 0], [1, 0], mode == TreeMode.Member ? [[7], [3, 1]] : []);

    private static bool[] Answers(TreeMode mode, bool missingIsYes) => mode switch
    {
        TreeMode.LessOrEqual => [true, true, false, missingIsYes, false],
        TreeMode.Less => [true, false, false, missingIsYes, false],
        TreeMode.GreaterOrEqual => [false, true, true, missingIsYes, true],
        TreeMode.Greater => [false, false, true, missingIsYes, true],
        TreeMode.Equal => [false, true, false, missingIsYes, false],
        TreeMode.NotEqual => [true, false, true, true, true],
        _ => [true, false, true, missingIsYes, false],
    };
}
