using Bantam.Operators.Activation;
using static Bantam.Tests.Operators.CaseTensors;

namespace Bantam.Tests.Operators.Cases;

internal sealed class SoftmaxCases : IOperatorCases
{
    public static IEnumerable<OperatorCase> All =>
    [
        new("Softmax of known numbers", new Softmax(), [Floats([-1f, 0f, 1f], 1, 3)])
        { Expected = [Floats([0.0900305732f, 0.244728471f, 0.665240956f], 1, 3)] },
        .. from size in (int[])[1, 13, 15, 17, 33]
           from axis in (int[])[-1, 1, 0]
           select new OperatorCase($"Softmax of {size} along axis {axis}", new Softmax(axis), [Numbers(3, 2, size)])
           { IsDifferentiable = true },
        new("Softmax of a vector", new Softmax(0), [Numbers(21)]) { IsDifferentiable = true },
        new("Softmax of large numbers", new Softmax(), [Floats([0f, 1f, 2f, 3f, 10000f, 10001f, 10002f, 10003f], 2, 4)])
        {
            Expected =
            [
                Floats(
                    [
                        0.0320586033f, 0.0871443187f, 0.236882818f, 0.64391426f,
                        0.0320586033f, 0.0871443187f, 0.236882818f, 0.64391426f,
                    ],
                    2, 4),
            ],
        },
        new("Softmax where one is impossible", new Softmax(), [Vector(1f, float.NegativeInfinity, 2f)]),
    ];
}
