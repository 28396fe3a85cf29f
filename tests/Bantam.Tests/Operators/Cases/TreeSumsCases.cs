using Bantam.Operators.MachineLearning;
using Bantam.Tensors;
using static Bantam.Tests.Operators.CaseTensors;

namespace Bantam.Tests.Operators.Cases;

internal sealed class TreeSumsCases : IOperatorCases
{
    /// <summary>A tree that asks whether a feature is at most 2, and then whether another is missing; and one that is a leaf.</summary>
    private static readonly CaseInput[] Tables =
    [
        Fixed(Of([0, 5])), Fixed(Of([1, 1, 2, 1, 0, 0, 1, 0, 0, 3, 4, 13, 0, 1, 3, 0, 0, 3, 3, 0, 0, 3, 4, 0], 6, 4)),
        Fixed(Of([2.0, 0, double.NaN, 0, 0, 0])), Fixed(Of([0, 1, 0, 1])), Fixed(Of([1.0, 2, 4, 0.5])),
    ];

    public static IEnumerable<OperatorCase> All =>
    [
        new("TreeSums of two trees", new TreeSums(2, 2, [TreeMode.LessOrEqual, TreeMode.Equal], AsksMissing: true),
            [Of([7, 1, double.NaN, 3, 5, 9.0], 3, 2), .. Tables])
        { Expected = [Of([1, 0.5, 4, 2.5, 0, 0.5], 3, 2)] },
        new("TreeSums of many rows", new TreeSums(2, 2, [TreeMode.LessOrEqual, TreeMode.Equal], AsksMissing: true),
            [Of([.. Enumerable.Range(0, 134).Select(i => i % 5 == 0 ? double.NaN : i % 7)], 67, 2), .. Tables]),
    ];
}
