using Bantam.Operators.Logic;
using static Bantam.Tests.Operators.CaseTensors;

namespace Bantam.Tests.Operators.Cases;

internal sealed class XorCases : IOperatorCases
{
    public static IEnumerable<OperatorCase> All =>
    [
        new("Xor of known truth values", new Xor(), [Of([true, true, false, false]), Of([true, false, true, false])])
        { Expected = [Of([false, true, true, false])] },
        .. OddShapes.Select(s =>
            new OperatorCase($"Xor of {Tensors.Shape.Of(s)}", new Xor(), [Truths(s), Integers(Tensors.ElementType.Bool, 0, 3, s)])),
        new("Xor that broadcasts", new Xor(), [Truths(5, 1), Truths(17)]),
    ];
}
