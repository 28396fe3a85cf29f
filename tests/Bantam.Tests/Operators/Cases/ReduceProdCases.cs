using Bantam.Operators.Reduction;
using static Bantam.Tests.Operators.CaseTensors;

namespace Bantam.Tests.Operators.Cases;

internal sealed class ReduceProdCases : IOperatorCases
{
    public static IEnumerable<OperatorCase> All =>
    [
        new("ReduceProd along an axis", new ReduceProd(false),
            [Floats([0.5f, 0.1f, 2f, 0.2f, 3f, 0.1f, 4f, 0.2f, 5.5f, 0.1f, 6f, 0.2f], 3, 2, 2), Fixed(1)])
        { Expected = [Floats([1f, 0.02f, 12f, 0.02f, 33f, 0.02f], 3, 2)], Tolerance = 1e-5, Absolute = 1e-5 },
        new("ReduceProd along a negative axis that stays", new ReduceProd(true),
            [Floats([0.5f, 0.1f, 2f, 0.2f, 3f, 0.1f, 4f, 0.2f, 5.5f, 0.1f, 6f, 0.2f], 3, 2, 2), Fixed(-2)])
        { Expected = [Floats([1f, 0.02f, 12f, 0.02f, 33f, 0.02f], 3, 1, 2)], Tolerance = 1e-5, Absolute = 1e-5 },
        new("ReduceProd of everything", new ReduceProd(false),
            [Floats([0.5f, 0.1f, 2f, 0.2f, 3f, 0.1f, 4f, 0.2f, 5.5f, 0.1f, 6f, 0.2f], 3, 2, 2)])
        { Expected = [Number(0.003168f)], Tolerance = 1e-5, Absolute = 1e-5 },
        .. ReductionCases.Of(keep => new ReduceProd(keep), 0.6, 1.6)
            .Select(c => c with { IsDifferentiable = true, Tolerance = 1e-5, Absolute = 1e-5 }),
        new("ReduceProd without axes does nothing", new ReduceProd(true, NoopWithEmptyAxes: true), [Positive(3, 5)])
        { IsDifferentiable = true, Tolerance = 1e-5, Absolute = 1e-5 },
        new("ReduceProd with zeros", new ReduceProd(false), [Floats([2f, 0f, 3f, 0f, 5f, 0f, 2f, 3f, 4f], 3, 3), Fixed(1)])
        { Expected = [Vector(0f, 0f, 24f)], IsDifferentiable = true },
        .. ReductionCases.Typed(keep => new ReduceProd(keep)),
    ];
}
