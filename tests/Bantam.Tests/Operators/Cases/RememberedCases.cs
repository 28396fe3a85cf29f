using Bantam.Operators.Control;
using static Bantam.Tests.Operators.CaseTensors;

namespace Bantam.Tests.Operators.Cases;

/// <summary>Its gradient flows to what was computed, not to what is remembered of it: that of loops is checked with it.</summary>
internal sealed class RememberedCases : IOperatorCases
{
    public static IEnumerable<OperatorCase> All =>
    [
        new("Remembered is input 1", new Remembered(), [Between(-1, 1, [2, 3], seed: 1), Between(-1, 1, [2, 3], seed: 2)]),
    ];
}
