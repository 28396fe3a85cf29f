using Bantam.Operators.Normalization;
using static Bantam.Tests.Operators.CaseTensors;

namespace Bantam.Tests.Operators.Cases;

internal sealed class GroupNormalizationCases : IOperatorCases
{
    public static IEnumerable<OperatorCase> All =>
    [
        new("GroupNormalization of known numbers", new GroupNormalization(1, 0),
            [Floats([-1f, 0, 1, 0], 1, 4), Vector(1f, 2f, 3f, 4f), Vector(0f, 0f, 0f, 10f)])
        {
            Expected = [Floats([-1.4142135f, 0, 4.2426405f, 10], 1, 4)],
        },
        .. from groups in (int[])[1, 2, 3, 6]
           from spatial in (int[][])[[], [1], [13], [3, 5]]
           select WindowCases.Case(
               $"GroupNormalization of {Tensors.Shape.Of(spatial)} in {groups} groups", new GroupNormalization(groups, 0.01f),
               Numbers([2, 6, .. spatial]), Numbers(6), Between(-1, 1, [6], seed: 2)),
    ];
}
