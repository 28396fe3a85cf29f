using Bantam.Operators.Arithmetic;
using static Bantam.Tests.Operators.CaseTensors;

namespace Bantam.Tests.Operators.Cases;

internal sealed class ModCases : IOperatorCases
{
    public static IEnumerable<OperatorCase> All =>
    [
        new("Mod has the sign of the divisor", new Mod(), [Of([-4, 7, 5, 4, -7, 8]), Of([2, -3, 8, -2, 3, 5])])
        { Expected = [Of([0, -2, 5, 0, 2, 3])] },
        new("Mod that truncates has the sign of the dividend", new Mod(IsTruncated: true),
            [Of([-4, 7, 5, 4, -7, 8]), Of([2, -3, 8, -2, 3, 5])])
        {
            Expected = [Of([0, 1, 5, 0, -1, 3])],
        },
        new("Mod of fractions", new Mod(IsTruncated: true), [Vector(-4.3f, 7.2f, 5f, 1f, 0f), Vector(2.1f, -3.4f, 8f, 0f, 0f)])
        {
            Expected = [Vector(-0.1f, 0.4f, 5f, float.NaN, float.NaN)],
        },
        new("Mod by 0 of whole numbers", new Mod(), [Of([7, -7]), Of([0])]) { Expected = [Of([7, -7])] },
        new("Mod of the least number by -1", new Mod(), [Of([int.MinValue, 5, -5]), Of([-1])]) { Expected = [Of([0, 0, 0])] },
        new("Mod of bytes", new Mod(), [Of<sbyte>([-128, -128, 127, -1]), Of<sbyte>([-1, 127, -128, 100])])
        { Expected = [Of<sbyte>([0, 126, -1, 99])] },
        new("Mod of unsigned bytes", new Mod(), [Of<byte>([200, 7, 255]), Of<byte>([7, 200, 0])]) { Expected = [Of<byte>([4, 7, 255])] },
        new("Mod of numbers beyond 53 bits", new Mod(), [Of([(1L << 60) + 1]), Of([1L << 59, 2L])]) { Expected = [Of([1L, 1L])] },
        new("Mod of unsigned numbers", new Mod(), [Of([ulong.MaxValue]), Of([10ul])]) { Expected = [Of([5ul])] },
        new("Mod that broadcasts", new Mod(IsTruncated: true), [Numbers(5, 17), Positive(5, 1)]) { IsDifferentiable = true },
    ];
}
