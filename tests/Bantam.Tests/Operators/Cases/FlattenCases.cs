using Bantam.Operators.Movement;
using static Bantam.Tests.Operators.CaseTensors;

namespace Bantam.Tests.Operators.Cases;

internal sealed class FlattenCases : IOperatorCases
{
    private static readonly (int Axis, int[] Shape)[] Problems =
    [
        (0, [1, 120]), (1, [2, 60]), (2, [6, 20]), (4, [120, 1]), (-1, [24, 5]), (-3, [2, 60]),
    ];

    public static IEnumerable<OperatorCase> All =>
    [
        .. Problems.Select(p =>
            new OperatorCase($"Flatten from axis {p.Axis}", new Flatten(p.Axis), [Numbers(2, 3, 4, 5)])
            { Expected = [Floats(Numbers(120).ToArray<float>(), p.Shape)], IsDifferentiable = true }),
        new("Flatten of a number", new Flatten(0), [Number(3f)]) { Expected = [Floats([3f], 1, 1)] },
    ];
}
