using Bantam.Operators.Normalization;
using static Bantam.Tests.Operators.CaseTensors;

namespace Bantam.Tests.Operators.Cases;

internal sealed class LpNormalizationCases : IOperatorCases
{
    public static IEnumerable<OperatorCase> All =>
    [
        new("LpNormalization of known numbers", new LpNormalization(), [Floats([3f, -4, 0, 0, float.NaN, 1], 3, 2)])
        {
            Expected = [Floats([0.6f, -0.8f, 0, 0, float.NaN, float.NaN], 3, 2)],
        },
        .. from p in (int[])[1, 2, 3]
           from axis in (int[])[0, 1, -1]
           select WindowCases.Case($"LpNormalization along {axis}, p = {p}", new LpNormalization(axis, p), Numbers(3, 5, 17)),
    ];
}
