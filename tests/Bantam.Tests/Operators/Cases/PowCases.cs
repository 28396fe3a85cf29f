using Bantam.Operators.Arithmetic;
using Bantam.Tensors;
using static Bantam.Tests.Operators.CaseTensors;

namespace Bantam.Tests.Operators.Cases;

internal sealed class PowCases : IOperatorCases
{
    public static IEnumerable<OperatorCase> All =>
    [
        new("Pow of known numbers", new Pow(), [Vector(1f, 2f, 3f, 2.5f), Vector(4f, 5f, 6f, -1.5f)])
        { Expected = [Vector(1f, 32f, 729f, 0.252982213f)] },
        .. ElementwiseCases.Binary(new Pow(), 0.25, 3),
        new("Pow of a square", new Pow(), [Numbers(3, 11), Fixed(Number(2f))]) { IsDifferentiable = true },
        new("Pow of an exponent 1", new Pow(), [Numbers(21), Fixed(Number(1f))]) { IsDifferentiable = true },
        new("Pow of an exponent 0", new Pow(), [Numbers(21), Fixed(Number(0f))]),
        new("Pow of negative bases and whole exponents", new Pow(), [Vector(-2f, -2f, -1.5f, 0f), Vector(3f, -2f, 2f, 0f)])
        { Expected = [Vector(-8f, 0.25f, 2.25f, 1f)] },
        new("Pow of floats and integers", new Pow(), [Vector(1f, 2f, 3f), Of([4L, 5, 6])])
        { Expected = [Vector(1f, 32f, 729f)], IsDifferentiable = true },
        new("Pow of integers", new Pow(), [Of([1, 2, 3, 7]), Of([4, 5, 6, 2])]) { Expected = [Of([1, 32, 729, 49])] },
        new("Pow of integers and floats", new Pow(), [Of([1, 2, 3]), Vector(4f, 5f, 6f)]) { Expected = [Of([1, 32, 729])] },
        new("Pow of integers beyond 24 bits", new Pow(), [Of([7, -7, 3, 2, -2]), Of([9, 9, 19, 30, 31])])
        { Expected = [Of([40_353_607, -40_353_607, 1_162_261_467, 1 << 30, int.MinValue])] },
        new("Pow of integers and a constant", new Pow(), [Of([46_340, -1291, 7]), Fixed(Tensor.Scalar(2))])
        { Expected = [Of([2_147_395_600, 1_666_681, 49])] },
        new("Pow of integers and a constant float", new Pow(), [Of([7, -7]), Fixed(Number(9f))])
        { Expected = [Of([40_353_607, -40_353_607])] },
        new("Pow of 0, 1 and −1", new Pow(), [Of([0, 0, 1, 1, 1, -1, -1, -1, -1]), Of([0, 64, 1000, -3, 0, 1000, 1001, -3, -4])])
        { Expected = [Of([1, 0, 1, 1, 1, 1, -1, -1, 1])] },
        new("Pow of integers and negative exponents", new Pow(), [Of([2, -3, 7]), Of([-1, -2, -40])]) { Expected = [Of([0, 0, 0])] },
        new("Pow of long integers", new Pow(), [Of([10L, -3L]), Of([12L, 3L])]) { Expected = [Of([1_000_000_000_000L, -27L])] },
        new("Pow of zeros to 0", new Pow(), [Vector(0f, 2f, 0f), Fixed(Vector(0f, 0f, 2f))])
        { Expected = [Vector(1f, 1f, 0f)], IsDifferentiable = true },
        new("Pow of a zero to an exponent 0", new Pow(), [Vector(0f, 2f), Fixed(Number(0f))]) { IsDifferentiable = true },
    ];
}
