using Bantam.Operators.Reduction;
using static Bantam.Tests.Operators.CaseTensors;

namespace Bantam.Tests.Operators.Cases;

internal sealed class CumProdCases : IOperatorCases
{
    public static IEnumerable<OperatorCase> All =>
    [
        new("CumProd of a vector", new CumProd(), [Vector(1f, 2f, 3f, 4f, 5f), Fixed(0)]) { Expected = [Vector(1f, 2f, 6f, 24f, 120f)] },
        new("CumProd that is exclusive and reverse", new CumProd(true, true), [Vector(1f, 2f, 3f, 4f, 5f), Fixed(0)])
        { Expected = [Vector(120f, 60f, 20f, 5f, 1f)] },
        new("CumProd through zeros", new CumProd(), [Vector(2f, 0f, 3f, 0f, 5f), Fixed(0)]) { IsDifferentiable = true },
        .. CumulativeCases.Of((isExclusive, isReverse) => new CumProd(isExclusive, isReverse)),
    ];
}
