using Bantam.Operators.Arithmetic;
using static Bantam.Tests.Operators.CaseTensors;

namespace Bantam.Tests.Operators.Cases;

internal sealed class PowCases : IOperatorCases
{
    public static IEnumerable<OperatorCase> All =>
    [
        new("Pow of known numbers", new Pow(), [Vector(1f, 2f, 3f, 2.5f), Vector(4f, 5f, 6f, -1.5f)]) { Expected = [Vector(1f, 32f, 729f, 0.252982213f)] },
        .. ElementwiseCases.Binary(new Pow(), 0.25, 3),
        new("Pow of a square", new Pow(), [Numbers(3, 11), Fixed(Number(2f))]) { IsDifferentiable = true },
        new("Pow of an exponent 1", new Pow(), [Numbers(21), Fixed(Number(1f))]) { IsDifferentiable = true },
        new("Pow of an exponent 0", new Pow(), [Numbers(21), Fixed(Number(0f))]),
        new("Pow of negative bases and whole exponents", new Pow(), [Vector(-2f, -2f, -1.5f, 0f), Vector(3f, -2f, 2f, 0f)]) { Expected = [Vector(-8f, 0.25f, 2.25f, 1f)] },
        new("Pow of floats and integers", new Pow(), [Vector(1f, 2f, 3f), Of([4L, 5, 6])]) { Expected = [Vector(1f, 32f, 729f)], IsDifferentiable = true },
        new("Pow of integers", new Pow(), [Of([1, 2, 3, 7]), Of([4, 5, 6, 2])]) { Expected = [Of([1, 32, 729, 49])] },
        new("Pow of integers and floats", new Pow(), [Of([1, 2, 3]), Vector(4f, 5f, 6f)]) { Expected = [Of([1, 32, 729])] },
    ];
}
