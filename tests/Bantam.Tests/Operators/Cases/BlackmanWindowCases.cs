using Bantam.Operators.Signal;
using Bantam.Tensors;
using static Bantam.Tests.Operators.CaseTensors;

namespace Bantam.Tests.Operators.Cases;

internal sealed class BlackmanWindowCases : IOperatorCases
{
    public static IEnumerable<OperatorCase> All =>
    [
        new("BlackmanWindow of four", new BlackmanWindow(), [Fixed(Tensor.Scalar(4L))]) { Expected = [Vector(0f, 0.34f, 1f, 0.34f)] },
        new("BlackmanWindow that is symmetric", new BlackmanWindow(ElementType.Double, IsPeriodic: false), [Fixed(Tensor.Scalar(17L))]),
        new("BlackmanWindow of one", new BlackmanWindow(IsPeriodic: false), [Fixed(Tensor.Scalar(1))]),
    ];
}
