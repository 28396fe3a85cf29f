using Bantam.Operators.Logic;
using static Bantam.Tests.Operators.CaseTensors;

namespace Bantam.Tests.Operators.Cases;

internal sealed class NotCases : IOperatorCases
{
    public static IEnumerable<OperatorCase> All =>
    [
        new("Not of known truth values", new Not(), [Of([true, false, true])]) { Expected = [Of([false, true, false])] },
        .. OddShapes.Select(s => new OperatorCase($"Not of {Tensors.Shape.Of(s)}", new Not(), [Truths(s)])),
    ];
}
