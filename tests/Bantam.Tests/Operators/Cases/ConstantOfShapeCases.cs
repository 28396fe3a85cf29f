using Bantam.Operators.Movement;
using Bantam.Tensors;
using static Bantam.Tests.Operators.CaseTensors;

namespace Bantam.Tests.Operators.Cases;

internal sealed class ConstantOfShapeCases : IOperatorCases
{
    public static IEnumerable<OperatorCase> All =>
    [
        new("ConstantOfShape of ones", new ConstantOfShape(ElementType.Float, 1), [Fixed(2, 3)])
        { Expected = [Floats([1f, 1f, 1f, 1f, 1f, 1f], 2, 3)] },
        new("ConstantOfShape of integers", new ConstantOfShape(ElementType.Int64, -7), [Fixed(3)]) { Expected = [Of([-7L, -7, -7])] },
        new("ConstantOfShape of a number", new ConstantOfShape(ElementType.Bool, 1), [Fixed()]) { Expected = [Tensor.Scalar(true)] },
        new("ConstantOfShape of nothing", new ConstantOfShape(ElementType.Float, 1), [Fixed(0)]),
        new("ConstantOfShape too large to be folded", new ConstantOfShape(ElementType.Float, 2.5), [Fixed(257, 257)]),
    ];
}
