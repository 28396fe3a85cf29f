using Bantam.Operators.Movement;
using static Bantam.Tests.Operators.CaseTensors;

namespace Bantam.Tests.Operators.Cases;

internal sealed class CenterCropPadCases : IOperatorCases
{
    public static IEnumerable<OperatorCase> All =>
    [
        new("CenterCropPad that crops", new CenterCropPad(), [Vector(1f, 2f, 3f, 4f, 5f, 6f), Fixed(3)])
        { Expected = [Vector(2f, 3f, 4f)] },
        new("CenterCropPad that pads", new CenterCropPad(), [Vector(1f, 2f), Fixed(5)]) { Expected = [Vector(0f, 1f, 2f, 0f, 0f)] },
        new("CenterCropPad of some axes", new CenterCropPad([-1, 0]), [Numbers(5, 3, 17), Fixed(20, 4)]) { IsDifferentiable = true },
    ];
}
