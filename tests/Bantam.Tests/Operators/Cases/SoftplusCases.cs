using Bantam.Operators.Activation;
using static Bantam.Tests.Operators.CaseTensors;

namespace Bantam.Tests.Operators.Cases;

internal sealed class SoftplusCases : IOperatorCases
{
    public static IEnumerable<OperatorCase> All =>
    [
        new("Softplus of known numbers", new Softplus(), [Vector(-1f, 0f, 1f, 10f)])
        { Expected = [Vector(0.313261688f, 0.693147181f, 1.31326169f, 10.0000454f)] },
        .. ElementwiseCases.Unary(new Softplus(), -6, 6),
        new("Softplus far below zero", new Softplus(), [Vector(-20f, -50f, 90f)])
        { Expected = [Vector(2.06115362e-09f, 1.92874985e-22f, 90f)], Absolute = 0 },
    ];
}
