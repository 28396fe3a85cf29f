using Bantam.Operators.Movement;
using static Bantam.Tests.Operators.CaseTensors;

namespace Bantam.Tests.Operators.Cases;

internal sealed class ScatterRowsIntoCases : IOperatorCases
{
    public static IEnumerable<OperatorCase> All =>
    [
        new("ScatterRowsInto that multiplies by zeros", new ScatterRowsInto(ScatterReduction.Mul),
            [Vector(2f, 3f, 0f, 5f), Of([0L, 0, 1, 2, 3, 3]), Vector(0f, 4f, 2f, 7f, 0f, 0f)])
        { Expected = [Vector(0f, 6f, 0f, 0f)], IsDifferentiable = true },
        new("ScatterRowsInto that adds rows", new ScatterRowsInto(ScatterReduction.Add),
            [Numbers(3, 13), Of([2, 2, 0], 3), Between(-1, 1, [3, 13], seed: 1)])
        { IsDifferentiable = true },
    ];
}
