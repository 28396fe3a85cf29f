using Bantam.Operators.Activation;
using static Bantam.Tests.Operators.CaseTensors;

namespace Bantam.Tests.Operators.Cases;

internal sealed class GeluCases : IOperatorCases
{
    public static IEnumerable<OperatorCase> All =>
    [
        new("Gelu of known numbers", new Gelu(GeluApproximation.None), [Vector(-1f, 0f, 1f, 3f)])
        { Expected = [Vector(-0.158655254f, 0f, 0.841344746f, 2.99595031f)] },
        new("Gelu by a tanh of known numbers", new Gelu(GeluApproximation.Tanh), [Vector(-1f, 0f, 1f, 3f)])
        { Expected = [Vector(-0.158808009f, 0f, 0.841191991f, 2.99636261f)] },
        .. ElementwiseCases.Unary(new Gelu(GeluApproximation.None), -4, 4),
        .. ElementwiseCases.Unary(new Gelu(GeluApproximation.Tanh), -4, 4).Select(c => c with { Name = c.Name + " by a tanh" }),
    ];
}
