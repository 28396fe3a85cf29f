using Bantam.Operators.Movement;
using Bantam.Tensors;
using static Bantam.Tests.Operators.CaseTensors;

namespace Bantam.Tests.Operators.Cases;

internal sealed class EyeLikeCases : IOperatorCases
{
    public static IEnumerable<OperatorCase> All =>
    [
        new("EyeLike above the diagonal", new EyeLike(K: 1), [Numbers(2, 3)]) { Expected = [Floats([0f, 1f, 0f, 0f, 0f, 1f], 2, 3)] },
        new("EyeLike of another type", new EyeLike(ElementType.Int32, -1), [Numbers(3, 2)]) { Expected = [Of([0, 0, 1, 0, 0, 1], 3, 2)] },
        new("EyeLike of a large matrix", new EyeLike(), [Numbers(13, 17)]),
    ];
}
