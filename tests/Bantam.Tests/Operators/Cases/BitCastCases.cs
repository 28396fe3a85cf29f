using Bantam.Operators.Movement;
using Bantam.Tensors;
using static Bantam.Tests.Operators.CaseTensors;

namespace Bantam.Tests.Operators.Cases;

internal sealed class BitCastCases : IOperatorCases
{
    public static IEnumerable<OperatorCase> All =>
    [
        new("BitCast of floats to integers", new BitCast(ElementType.Int32), [Vector(1f, -0f)])
        { Expected = [Of([0x3F800000, int.MinValue])] },
        new("BitCast of integers to floats", new BitCast(ElementType.Double), [Of([0x3FF0000000000000])]) { Expected = [Of([1.0])] },
    ];
}
