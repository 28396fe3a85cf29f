using Bantam.Operators.Vision;
using static Bantam.Tests.Operators.CaseTensors;

namespace Bantam.Tests.Operators.Cases;

internal sealed class InterpolateCases : IOperatorCases
{
    public static IEnumerable<OperatorCase> All =>
    [
        new("Interpolate between known rows", new Interpolate(0),
            [Floats([1f, 2, 3, 4, 5, 6], 3, 2), Fixed(Of([0, 1, 2, 0], 2, 2)), Fixed(Floats([0.5f, 0.5f, 2, -1], 2, 2))])
        { Expected = [Floats([2f, 3, 9, 10], 2, 2)], IsDifferentiable = true },
        .. from size in (int[])[1, 13, 15, 17, 33]
           from taps in (int[])[1, 2, 3, 6]
           from isFixed in (bool[])[true, false]
           select new OperatorCase(
               $"Interpolate rows of {size} with {taps} {(isFixed ? "known " : "")}taps", new Interpolate(1),
               [
                   Numbers(2, 5, size), new CaseInput(Integers(Tensors.ElementType.Int32, 0, 5, 7, taps), isFixed),
                   new CaseInput(Between(-1, 1, [7, taps], seed: 2), isFixed),
               ])
           { IsDifferentiable = true, Tolerance = 1e-5 },
    ];
}
