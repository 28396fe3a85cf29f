using Bantam.Operators.Logic;
using static Bantam.Tests.Operators.CaseTensors;

namespace Bantam.Tests.Operators.Cases;

internal sealed class AndCases : IOperatorCases
{
    public static IEnumerable<OperatorCase> All =>
    [
        new("And of known truth values", new And(), [Of([true, true, false, false]), Of([true, false, true, false])])
        { Expected = [Of([true, false, false, false])] },
        .. OddShapes.Select(s =>
            new OperatorCase($"And of {Tensors.Shape.Of(s)}", new And(), [Truths(s), Integers(Tensors.ElementType.Bool, 0, 3, s)])),
        new("And that broadcasts", new And(), [Truths(5, 1), Truths(17)]),
    ];
}
