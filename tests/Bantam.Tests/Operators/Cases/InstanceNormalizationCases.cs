using Bantam.Operators.Normalization;
using static Bantam.Tests.Operators.CaseTensors;

namespace Bantam.Tests.Operators.Cases;

internal sealed class InstanceNormalizationCases : IOperatorCases
{
    public static IEnumerable<OperatorCase> All =>
    [
        new("InstanceNormalization of known numbers", new InstanceNormalization(0),
            [Floats([-1f, 0, 1, 2, 4, 6], 1, 2, 3), Vector(1f, 2f), Vector(0f, 10f)])
        {
            Expected = [Floats([-1.2247449f, 0, 1.2247449f, 7.5505103f, 10, 12.44949f], 1, 2, 3)],
        },
        .. from spatial in (int[][])[[1], [13], [3, 5], [17, 3], [2, 3, 4]]
           select WindowCases.Case(
               $"InstanceNormalization of {Tensors.Shape.Of(spatial)}", new InstanceNormalization(0.01f), Numbers([2, 3, .. spatial]),
               Numbers(3), Between(-1, 1, [3], seed: 2)),
    ];
}
