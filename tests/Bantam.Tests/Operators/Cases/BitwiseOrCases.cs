using Bantam.Operators.Logic;
using static Bantam.Tests.Operators.CaseTensors;

namespace Bantam.Tests.Operators.Cases;

internal sealed class BitwiseOrCases : IOperatorCases
{
    public static IEnumerable<OperatorCase> All =>
    [
        new("BitwiseOr of known bits", new BitwiseOr(), [Of([0b1100, -1]), Of([0b1010, 0])]) { Expected = [Of([0b1110, -1])] },
        .. ElementwiseCases.Integer(new BitwiseOr()),
        new("BitwiseOr of 64 bits", new BitwiseOr(), [Of([1L << 60]), Of([1L << 60, 1])]),
    ];
}
