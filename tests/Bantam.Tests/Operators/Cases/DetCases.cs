using Bantam.Operators.Linear;
using static Bantam.Tests.Operators.CaseTensors;

namespace Bantam.Tests.Operators.Cases;

internal sealed class DetCases : IOperatorCases
{
    public static IEnumerable<OperatorCase> All =>
    [
        new("Det of known numbers", new Det(), [Floats([1f, 2f, 3f, 4f], 2, 2)]) { Expected = [Number(-2f)] },
        .. from n in (int[])[1, 2, 3, 4, 5]
           select new OperatorCase($"Det of {n}·{n}", new Det(), [Numbers(2, n, n)])
           { IsDifferentiable = true, Tolerance = 1e-4, Absolute = 1e-5 },
        new("Det that needs pivots", new Det(), [Floats([0f, 1f, 0f, 0f, 1f, 0f, 0f, 0f, 0f, 0f, 0f, 1f, 0f, 0f, 1f, 0f], 4, 4)])
        { Expected = [Number(1f)] },
        new("Det of a singular matrix", new Det(), [Ones(3, 3)]) { Expected = [Number(0f)] },
    ];
}
