using Bantam.Operators.Movement;
using static Bantam.Tests.Operators.CaseTensors;

namespace Bantam.Tests.Operators.Cases;

internal sealed class SplitCases : IOperatorCases
{
    public static IEnumerable<OperatorCase> All =>
    [
        new("Split of known numbers", new Split(0, 3), [Vector(1f, 2f, 3f, 4f, 5f, 6f)])
        { Expected = [Vector(1f, 2f), Vector(3f, 4f), Vector(5f, 6f)] },
        new("Split by sizes", new Split(0, 2), [Vector(1f, 2f, 3f, 4f, 5f, 6f), Fixed(2, 4)])
        { Expected = [Vector(1f, 2f), Vector(3f, 4f, 5f, 6f)] },
        new("Split with a smaller last part", new Split(0, 4), [Vector(1f, 2f, 3f, 4f, 5f, 6f, 7f)])
        { Expected = [Vector(1f, 2f), Vector(3f, 4f), Vector(5f, 6f), Vector(7f)] },
        new("Split along a middle axis", new Split(-2, 3), [Numbers(2, 9, 5), Fixed(1, 5, 3)]) { IsDifferentiable = true },
    ];
}
