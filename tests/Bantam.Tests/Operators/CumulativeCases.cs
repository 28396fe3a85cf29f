using Bantam.Operators.Reduction;
using Bantam.Tensors;
using static Bantam.Tests.Operators.CaseTensors;

namespace Bantam.Tests.Operators;

/// <summary>The cases that sums and products so far share.</summary>
internal static class CumulativeCases
{
    public static IEnumerable<OperatorCase> Of(Func<bool, bool, CumulativeOperator> make) =>
    [
        .. from isExclusive in (bool[])[false, true]
           from isReverse in (bool[])[false, true]
           from axis in (int[])[0, 1, -1]
           let op = make(isExclusive, isReverse)
           select new OperatorCase($"{op.Name} along axis {axis}, {isExclusive} and {isReverse}", op, [Numbers(3, 5, 13), Fixed(axis)])
           { IsDifferentiable = true, Tolerance = 1e-5, Absolute = 1e-5 },
        .. from element in (ElementType[])[ElementType.Int32, ElementType.Int64, ElementType.Double]
           let op = make(false, true)
           select new OperatorCase($"{op.Name} of {element}", op, [Integers(element, -3, 4, 4, 9), Fixed(1)]),
        new($"{make(false, false).Name} of nothing", make(false, false), [Numbers(0, 3), Fixed(0)]),
        new($"{make(true, false).Name} of one element", make(true, false), [Numbers(1), Fixed(0)]),
    ];
}
