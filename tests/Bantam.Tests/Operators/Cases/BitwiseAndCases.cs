using Bantam.Operators.Logic;
using static Bantam.Tests.Operators.CaseTensors;

namespace Bantam.Tests.Operators.Cases;

internal sealed class BitwiseAndCases : IOperatorCases
{
    public static IEnumerable<OperatorCase> All =>
    [
        new("BitwiseAnd of known bits", new BitwiseAnd(), [Of([0b1100, -1]), Of([0b1010, 0])]) { Expected = [Of([0b1000, 0])] },
        .. ElementwiseCases.Integer(new BitwiseAnd()),
        new("BitwiseAnd of 64 bits", new BitwiseAnd(), [Of([1L << 60]), Of([1L << 60, 1])]),
    ];
}
