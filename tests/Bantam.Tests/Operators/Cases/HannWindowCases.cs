using Bantam.Operators.Signal;
using Bantam.Tensors;
using static Bantam.Tests.Operators.CaseTensors;

namespace Bantam.Tests.Operators.Cases;

internal sealed class HannWindowCases : IOperatorCases
{
    public static IEnumerable<OperatorCase> All =>
    [
        new("HannWindow of four", new HannWindow(), [Fixed(Tensor.Scalar(4L))]) { Expected = [Vector(0f, 0.5f, 1f, 0.5f)] },
        new("HannWindow that is symmetric", new HannWindow(ElementType.Double, IsPeriodic: false), [Fixed(Tensor.Scalar(17L))]),
        new("HannWindow of one", new HannWindow(IsPeriodic: false), [Fixed(Tensor.Scalar(1))]),
    ];
}
