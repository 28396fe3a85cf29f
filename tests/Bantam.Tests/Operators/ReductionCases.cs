using Bantam.Operators.Reduction;
using Bantam.Tensors;
using static Bantam.Tests.Operators.CaseTensors;

namespace Bantam.Tests.Operators;

/// <summary>
/// The cases that all reductions share: rows, columns and blocks of odd sizes, a single number, axes that are no neighbours.
/// </summary>
internal static class ReductionCases
{
    private static readonly (int[] Shape, int[]? Axes)[] Problems =
    [
        ([], null), ([1], null), ([13], null), ([33], [0]), ([5, 13], [1]), ([5, 13], [0]), ([5, 15], [-1]), ([17, 17], [-2]),
        ([3, 33], [0, 1]), ([2, 3, 5, 7], [1, 2]), ([2, 3, 5, 7], [2, 3]), ([2, 3, 5, 7], [0, 1]), ([2, 3, 5, 7], [0, 2]),
        ([2, 3, 5, 7], [-1, 1]), ([2, 1, 5, 1], [1, 3]), ([131, 3], [0]),
    ];

    /// <summary>Rows and columns of every other type that kernels compute with.</summary>
    public static IEnumerable<OperatorCase> Typed(Func<bool, ReduceOperator> make) =>
        from element in (ElementType[])
        [
            ElementType.Int32, ElementType.Int64, ElementType.Int8, ElementType.UInt16, ElementType.UInt32, ElementType.Double,
            ElementType.Float16,
        ]
        from axis in (long[])[0, 1]
        let least = element.Info().Least < 0 || element.IsFloating() ? -3 : 1
        let name = $"{make(true).Name} of {element} along {axis}"
        select new OperatorCase(name, make(axis == 0), [Integers(element, least, 5, 5, 19), Fixed(axis)]);

    /// <summary>The cases, with numbers from a range.</summary>
    /// <param name="make">The reduction; whether the axes stay alternates.</param>
    /// <param name="low">The lower bound of the numbers.</param>
    /// <param name="high">The upper bound of the numbers.</param>
    public static IEnumerable<OperatorCase> Of(Func<bool, ReduceOperator> make, double low, double high)
    {
        var keep = false;
        foreach (var (shape, axes) in Problems)
        {
            var op = make(keep);
            var numbers = Between(low, high, shape);
            CaseInput[] inputs = axes is null ? [numbers] : [numbers, Fixed([.. axes.Select(a => (long)a)])];
            var which = axes is null ? "all axes" : string.Join(" and ", axes);
            yield return new($"{op.Name} of {Shape.Of(shape)} along {which}", op, inputs);
            keep = !keep;
        }
    }
}
