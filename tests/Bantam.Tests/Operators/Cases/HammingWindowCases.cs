using Bantam.Operators.Signal;
using Bantam.Tensors;
using static Bantam.Tests.Operators.CaseTensors;

namespace Bantam.Tests.Operators.Cases;

internal sealed class HammingWindowCases : IOperatorCases
{
    public static IEnumerable<OperatorCase> All =>
    [
        new("HammingWindow of four", new HammingWindow(), [Fixed(Tensor.Scalar(4L))])
        { Expected = [Vector(0.0869565217f, 0.543478261f, 1f, 0.543478261f)] },
        new("HammingWindow that is symmetric", new HammingWindow(ElementType.Double, IsPeriodic: false), [Fixed(Tensor.Scalar(17L))]),
        new("HammingWindow of one", new HammingWindow(IsPeriodic: false), [Fixed(Tensor.Scalar(1))]),
    ];
}
