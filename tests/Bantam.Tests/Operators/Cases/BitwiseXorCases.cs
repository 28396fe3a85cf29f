using Bantam.Operators.Logic;
using static Bantam.Tests.Operators.CaseTensors;

namespace Bantam.Tests.Operators.Cases;

internal sealed class BitwiseXorCases : IOperatorCases
{
    public static IEnumerable<OperatorCase> All =>
    [
        new("BitwiseXor of known bits", new BitwiseXor(), [Of([0b1100, -1]), Of([0b1010, 0])]) { Expected = [Of([0b0110, -1])] },
        .. ElementwiseCases.Integer(new BitwiseXor()),
        new("BitwiseXor of 64 bits", new BitwiseXor(), [Of([1L << 60]), Of([1L << 60, 1])]),
    ];
}
