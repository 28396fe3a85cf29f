using Bantam.Operators;
using Bantam.Operators.Recurrent;
using Bantam.Tensors;
using static Bantam.Operators.Recurrent.RecurrentDirection;
using static Bantam.Operators.Recurrent.RecurrentFunction;

namespace Bantam.Onnx.Tests;

/// <summary>Examples of recurrent networks: five steps of three sequences of width four, two units.</summary>
internal static class RecurrentExamples
{
    private static readonly Tensor Lengths = Tensor.From<int>([2, 5, 3]);

    public static IEnumerable<(Operator, object?[])> All =>
    [
        (new Rnn(2, Reverse), Inputs(1, 1)), (new Rnn(2, Bidirectional), Inputs(1, 2, Lengths, 1)),
        (new Rnn(2) { Clip = 0.5f, Activations = [new(HardSigmoid, 0.3f, 0.4f)] }, Inputs(1, 1, Lengths)),
        (new Rnn(2, Bidirectional) { Activations = [new(ScaledTanh, 0.7f, 1.3f), new(Affine, 0.4f, 0.2f)] }, Inputs(1, 2)),
        (new Rnn(2, Bidirectional) { Activations = [new(LeakyRelu, 0.3f, 0), new(Elu, 0.6f, 0)] }, Inputs(1, 2)),
        (new Rnn(2, Bidirectional) { Activations = [Softsign, Softplus] }, Inputs(1, 2)),
        (new Rnn(2, Bidirectional) { Activations = [new(ThresholdedRelu, 0.2f, 0), Relu] }, Inputs(1, 2)),
        (new Gru(2), Inputs(3, 1)), (new Gru(2, Reverse, LinearBeforeReset: true), Inputs(3, 1, Lengths, 1)),
        (new Gru(2, Bidirectional) { Activations = [HardSigmoid, Softsign, Sigmoid, Relu] }, Inputs(3, 2, Lengths, 1)),
        (new Gru(2, Bidirectional, LinearBeforeReset: true) { Clip = 0.6f }, Inputs(3, 2)),
        (new Lstm(2, Reverse), Inputs(4, 1)), (new Lstm(2, Bidirectional), Inputs(4, 2, Lengths, 2)),
        (new Lstm(2) { Clip = 0.5f }, Inputs(4, 1, null, 2)),
        (new Lstm(2) { Clip = 0.5f }, Inputs(4, 1, null, 2, peepholes: true)),
        (new Lstm(2, InputForget: true), Inputs(4, 1, null, 2)),
        (new Lstm(2, Bidirectional) { Activations = [HardSigmoid, Softsign, Tanh, Sigmoid, Relu, Softsign] },
            Inputs(4, 2, Lengths, 2, peepholes: true)),
    ];

    private static object?[] Inputs(int gates, int directions, Tensor? lengths = null, int states = 0, bool peepholes = false)
    {
        var state = TensorType.Float(directions, 3, 2);
        return
        [
            TensorType.Float(5, 3, 4), TensorType.Float(directions, gates * 2, 4), TensorType.Float(directions, gates * 2, 2),
            TensorType.Float(directions, gates * 4), lengths, .. Enumerable.Repeat<object?>(state, states),
            .. peepholes ? [TensorType.Float(directions, 6)] : Array.Empty<object?>(),
        ];
    }
}
