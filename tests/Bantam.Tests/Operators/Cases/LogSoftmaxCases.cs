using Bantam.Operators.Activation;
using static Bantam.Tests.Operators.CaseTensors;

namespace Bantam.Tests.Operators.Cases;

internal sealed class LogSoftmaxCases : IOperatorCases
{
    public static IEnumerable<OperatorCase> All =>
    [
        new("LogSoftmax of known numbers", new LogSoftmax(), [Floats([-1f, 0f, 1f], 1, 3)])
        { Expected = [Floats([-2.40760596f, -1.40760596f, -0.407605964f], 1, 3)] },
        .. from size in (int[])[1, 13, 15, 17, 33]
           from axis in (int[])[-1, 1, 0]
           select new OperatorCase($"LogSoftmax of {size} along axis {axis}", new LogSoftmax(axis), [Numbers(3, 2, size)])
           { IsDifferentiable = true },
        new("LogSoftmax of a vector", new LogSoftmax(0), [Numbers(21)]) { IsDifferentiable = true },
        new("LogSoftmax of large numbers", new LogSoftmax(), [Floats([0f, 1f, 2f, 3f, 10000f, 10001f, 10002f, 10003f], 2, 4)])
        {
            Expected =
            [
                Floats(
                    [
                        -3.4401897f, -2.4401897f, -1.4401897f, -0.440189699f,
                        -3.4401897f, -2.4401897f, -1.4401897f, -0.440189699f,
                    ],
                    2, 4),
            ],
        },
        new("LogSoftmax where one is impossible", new LogSoftmax(), [Vector(1f, float.NegativeInfinity, 2f)]),
    ];
}
