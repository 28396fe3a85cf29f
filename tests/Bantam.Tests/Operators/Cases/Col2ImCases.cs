using Bantam.Operators.Convolution;
using static Bantam.Tests.Operators.CaseTensors;

namespace Bantam.Tests.Operators.Cases;

internal sealed class Col2ImCases : IOperatorCases
{
    public static IEnumerable<OperatorCase> All =>
    [
        new("Col2Im of blocks that overlap", new Col2Im(), [Ones(1, 4, 4), Fixed(3, 3), Fixed(2, 2)])
        { Expected = [Floats([1f, 2f, 1f, 2f, 4f, 2f, 1f, 2f, 1f], 1, 1, 3, 3)] },
        new("Col2Im with everything", new Col2Im([2, 1], [1, 0, 1, 0], [1, 2]), [Numbers(2, 12, 9), Fixed(4, 5), Fixed(2, 2)])
        { IsDifferentiable = true },
        new("Col2Im of three axes", new Col2Im(), [Numbers(1, 8, 8), Fixed(3, 3, 3), Fixed(2, 2, 2)]) { IsDifferentiable = true },
    ];
}
