using Bantam.Operators.Movement;
using static Bantam.Tests.Operators.CaseTensors;

namespace Bantam.Tests.Operators.Cases;

internal sealed class TensorScatterCases : IOperatorCases
{
    public static IEnumerable<OperatorCase> All =>
    [
        new("TensorScatter of a line", new TensorScatter(1),
            [Floats(new float[12], 2, 3, 2), Floats([1f, 2f, 3f, 4f], 2, 1, 2), Of([1L, 2])])
        { Expected = [Floats([0f, 0f, 1f, 2f, 0f, 0f, 0f, 0f, 0f, 0f, 3f, 4f], 2, 3, 2)] },
        new("TensorScatter in a circle", new TensorScatter(IsCircular: true),
            [Numbers(2, 3, 5, 7), Between(3, 4, [2, 3, 2, 7]), Of([4L, 1])])
        { IsDifferentiable = true },
        new("TensorScatter from the beginning", new TensorScatter(), [Numbers(2, 5, 7), Between(3, 4, [2, 2, 7])])
        { IsDifferentiable = true },
    ];
}
