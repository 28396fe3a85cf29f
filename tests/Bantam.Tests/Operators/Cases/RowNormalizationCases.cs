using Bantam.Operators.Normalization;
using static Bantam.Tests.Operators.CaseTensors;

namespace Bantam.Tests.Operators.Cases;

internal sealed class RowNormalizationCases : IOperatorCases
{
    public static IEnumerable<OperatorCase> All =>
    [
        new("RowNormalization of known numbers", new RowNormalization(-1, 0, IsCentred: true), [Floats([1f, 3f, -2f, 4f], 2, 2)])
        {
            Expected = [Floats([-1f, 1f, -1f, 1f], 2, 2)],
        },
        .. from isCentred in (bool[])[true, false]
           let name = $"RowNormalization of matrices, {(isCentred ? "centred" : "as they are")}"
           select new OperatorCase(name, new RowNormalization(1, 1e-2f, isCentred), [Numbers(3, 4, 5)])
           {
               IsDifferentiable = true,
               Tolerance = 1e-5,
           },
    ];
}
