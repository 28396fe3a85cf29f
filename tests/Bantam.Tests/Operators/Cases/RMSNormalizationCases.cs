using Bantam.Operators.Normalization;
using static Bantam.Tests.Operators.CaseTensors;

namespace Bantam.Tests.Operators.Cases;

internal sealed class RMSNormalizationCases : IOperatorCases
{
    public static IEnumerable<OperatorCase> All =>
    [
        new("RMSNormalization of known numbers", new RMSNormalization(Epsilon: 0), [Floats([1f, 7f, 3f, 3f], 2, 2), Vector(1f, 2f)])
        {
            Expected = [Floats([0.2f, 2.8f, 1f, 2f], 2, 2)],
        },
        .. from size in (int[])[1, 13, 16, 33]
           from axis in (int[])[-1, 1, 0]
           let name = $"RMSNormalization of {size} from axis {axis}"
           select new OperatorCase(name, new RMSNormalization(axis, 1e-2f), [Numbers(3, 2, size), Positive(size)])
           {
               IsDifferentiable = true,
               Tolerance = 1e-5,
           },
    ];
}
