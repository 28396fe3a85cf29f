using Bantam.Operators.Logic;
using static Bantam.Tests.Operators.CaseTensors;

namespace Bantam.Tests.Operators.Cases;

internal sealed class BitwiseNotCases : IOperatorCases
{
    public static IEnumerable<OperatorCase> All =>
    [
        new("BitwiseNot of known bits", new BitwiseNot(), [Of<byte>([0, 255, 0b1010])]) { Expected = [Of<byte>([255, 0, 0b11110101])] },
        .. ElementwiseCases.Integer(new BitwiseNot()),
        new("BitwiseNot of unsigned numbers", new BitwiseNot(), [Of([0ul, 1ul << 63])])
        { Expected = [Of([ulong.MaxValue, (1ul << 63) - 1])] },
    ];
}
