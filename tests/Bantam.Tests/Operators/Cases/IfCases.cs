using Bantam.Graphs;
using Bantam.Operators.Control;
using Bantam.Tensors;
using static Bantam.Tests.Operators.CaseTensors;

namespace Bantam.Tests.Operators.Cases;

internal sealed class IfCases : IOperatorCases
{
    public static IEnumerable<OperatorCase> All =>
    [
        .. from holds in (bool[])[true, false]
           select Case($"If {holds}", holds, x => x * 2.0, x => x.Exp(), Vector(1f, 0f, 3f)) with
           {
               Expected = [holds ? Vector(2f, 0f, 6f) : Vector(2.7182817f, 1f, 20.085537f)],
           },
        .. from holds in (bool[])[true, false]
           select Case($"If {holds}, and what is given comes back", holds, x => x, x => x + 1.0, Numbers(3)),
    ];

    private static OperatorCase Case(string name, bool holds, Func<Tensor, Tensor> then, Func<Tensor, Tensor> otherwise, Tensor given) =>
        new(name, new If(Body(ElementType.Float, then), Body(ElementType.Float, otherwise)), [Tensor.Scalar(holds), given])
        {
            Doubled = new If(Body(ElementType.Double, then), Body(ElementType.Double, otherwise)),
            IsDifferentiable = true,
        };

    private static Graph Body(ElementType element, Func<Tensor, Tensor> function) =>
        GraphBuilder.TraceBody(null, [("x", new TensorType(element, Shape.Of(3)))], given => [function(given[0])]).Body;
}
