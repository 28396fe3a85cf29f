using Bantam.Operators.Logic;
using static Bantam.Tests.Operators.CaseTensors;

namespace Bantam.Tests.Operators.Cases;

internal sealed class OrCases : IOperatorCases
{
    public static IEnumerable<OperatorCase> All =>
    [
        new("Or of known truth values", new Or(), [Of([true, true, false, false]), Of([true, false, true, false])])
        { Expected = [Of([true, true, true, false])] },
        .. OddShapes.Select(s =>
            new OperatorCase($"Or of {Tensors.Shape.Of(s)}", new Or(), [Truths(s), Integers(Tensors.ElementType.Bool, 0, 3, s)])),
        new("Or that broadcasts", new Or(), [Truths(5, 1), Truths(17)]),
    ];
}
