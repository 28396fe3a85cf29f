using Bantam.Operators.Normalization;
using Bantam.Tensors;
using static Bantam.Tests.Operators.CaseTensors;

namespace Bantam.Tests.Operators.Cases;

internal sealed class MeanVarianceNormalizationCases : IOperatorCases
{
    public static IEnumerable<OperatorCase> All =>
    [
        new("MeanVarianceNormalization of known numbers", new MeanVarianceNormalization([1]), [Floats([-1f, 0, 1, 2, 4, 6], 2, 3)])
        {
            Expected = [Floats([-1.2247449f, 0, 1.2247449f, -1.2247449f, 0, 1.2247449f], 2, 3)],
        },
        .. from axes in (Ints[])[[0, 2, 3], [1], [-1, 0], [2, 3]]
           select WindowCases.Case($"MeanVarianceNormalization over {axes}", new MeanVarianceNormalization(axes), Numbers(3, 4, 2, 13)),
    ];
}
