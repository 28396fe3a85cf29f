using Bantam.Operators.Activation;
using static Bantam.Tests.Operators.CaseTensors;

namespace Bantam.Tests.Operators.Cases;

internal sealed class HardmaxCases : IOperatorCases
{
    public static IEnumerable<OperatorCase> All =>
    [
        new("Hardmax of known numbers", new Hardmax(), [Floats([3f, 0f, 1f, 2f, 2f, 5f, 1f, 0f, 0f, 1f, 3f, 2f], 3, 4)])
        { Expected = [Floats([1f, 0f, 0f, 0f, 0f, 1f, 0f, 0f, 0f, 0f, 1f, 0f], 3, 4)] },
        new("Hardmax takes the first of several", new Hardmax(), [Vector(3f, 3f, 3f, 1f)]) { Expected = [Vector(1f, 0f, 0f, 0f)] },
        .. from size in (int[])[1, 13, 17]
           from axis in (int[])[-1, 1, 0]
           select new OperatorCase($"Hardmax of {size} along axis {axis}", new Hardmax(axis), [Numbers(3, 2, size)]),
    ];
}
