using Bantam.Operators.Movement;
using Bantam.Tensors;
using static Bantam.Tests.Operators.CaseTensors;

namespace Bantam.Tests.Operators.Cases;

internal sealed class ScatterNDCases : IOperatorCases
{
    public static IEnumerable<OperatorCase> All =>
    [
        new("ScatterND of elements", new ScatterND(), [Vector(1f, 2f, 3f, 4f), Of([3L, 1], 2, 1), Vector(9f, 8f)])
        { Expected = [Vector(1f, 8f, 3f, 9f)] },
        .. from reduction in Enum.GetValues<ScatterReduction>()
           select new OperatorCase($"ScatterND of rows with {reduction}", new ScatterND(reduction),
               [Numbers(5, 17), Of([4L, 0, -3], 3, 1), Between(-3, 3, [3, 17], seed: 1)])
           { IsDifferentiable = true },
        new("ScatterND of doubles", new ScatterND(ScatterReduction.Add), [Of([1.0, 2.0]), Of([1L, 1], 2, 1), Of([1e-9, 2e-9])])
        { Expected = [Of([1, 2.000000003])], Tolerance = 1e-15, Absolute = 0 },
        new("ScatterND of slices of integers", new ScatterND(),
            [Integers(ElementType.Int64, 0, 99, 3, 4, 2), Of([0, 1, 2, 3], 2, 2), Integers(ElementType.Int64, 0, 99, 2, 2)]),
    ];
}
