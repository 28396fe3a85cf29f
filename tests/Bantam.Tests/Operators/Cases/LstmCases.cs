using Bantam.Operators.Recurrent;
using static Bantam.Operators.Recurrent.RecurrentFunction;
using static Bantam.Tests.Operators.CaseTensors;

namespace Bantam.Tests.Operators.Cases;

internal sealed class LstmCases : IOperatorCases
{
    public static IEnumerable<OperatorCase> All =>
    [
        // One unit, one step, all weights and inputs 1: every gate is σ(2) resp. tanh(2), as h and c begin with 1.
        new("LSTM of one step by hand", new Lstm(1),
            [Ones(1, 1, 1), Ones(1, 4, 1), Ones(1, 4, 1), null, null, Ones(1, 1, 1), Ones(1, 1, 1)])
        {
            Expected = [Floats([0.8271083f], 1, 1, 1, 1), Floats([0.8271083f], 1, 1, 1), Floats([1.7299098f], 1, 1, 1)],
        },
        .. from direction in Enum.GetValues<RecurrentDirection>()
           let directions = direction == RecurrentDirection.Bidirectional ? 2 : 1
           select new OperatorCase($"LSTM of 5 steps, {direction}", new Lstm(3, direction),
               [Numbers(5, 2, 4), Numbers(directions, 12, 4), Numbers(directions, 12, 3), Numbers(directions, 24)])
           { IsDifferentiable = true, Tolerance = 1e-5, Absolute = 1e-5 },
        new("LSTM with states and peepholes", new Lstm(2),
            [Numbers(3, 2, 3), Numbers(1, 8, 3), Numbers(1, 8, 2), Numbers(1, 16), null, Numbers(1, 2, 2), Numbers(1, 2, 2), Numbers(1, 6)])
        { IsDifferentiable = true, Tolerance = 1e-5, Absolute = 1e-5 },
        new("LSTM of sequences of different lengths", new Lstm(2, RecurrentDirection.Bidirectional),
            [Numbers(4, 3, 3), Numbers(2, 8, 3), Numbers(2, 8, 2), Numbers(2, 16), Of([4, 0, 2])])
        { IsDifferentiable = true, Tolerance = 1e-5, Absolute = 1e-5 },
        new("LSTM with one gate for input and forget",
            new Lstm(2, InputForget: true) { Clip = 1.5f, Activations = [Sigmoid, Softsign, Relu] },
            [Numbers(3, 2, 3), Numbers(1, 8, 3), Numbers(1, 8, 2), null, null, Numbers(1, 2, 2), Numbers(1, 2, 2), Numbers(1, 6)])
        { IsDifferentiable = true, Tolerance = 1e-5, Absolute = 1e-5 },
    ];
}
