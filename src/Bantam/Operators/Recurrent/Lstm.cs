using Bantam.Tensors;

namespace Bantam.Operators.Recurrent;

/// <summary>
/// A long short-term memory (Hochreiter and Schmidhuber 1997), whose states are h and c: c' = f(…)·c + i(…)·g(…), h' = o(…)·h(c'),
/// where gates are usually Sigmoid, g and h Tanh. Gates lie in the order input, output, forget, cell. Behind the initial h and c there
/// may be peepholes P [directions, 3·hidden], by which the gates input, output and forget also read c.
/// <see href="https://onnx.ai/onnx/operators/onnx__LSTM.html"/>
/// </summary>
/// <param name="Hidden">The width of the state.</param>
/// <param name="Direction">Which way the sequence is read.</param>
/// <param name="InputForget">Whether the forget gate is 1 less the input gate.</param>
public sealed record Lstm(int Hidden, RecurrentDirection Direction = RecurrentDirection.Forward, bool InputForget = false)
    : RecurrentOperator(Hidden, Direction)
{
    /// <inheritdoc/>
    public override string Name => "LSTM";

    /// <inheritdoc/>
    protected override RecurrentActivations Functions =>
        [RecurrentFunction.Sigmoid, RecurrentFunction.Tanh, RecurrentFunction.Tanh];

    /// <inheritdoc/>
    protected override int Gates => 4;

    /// <inheritdoc/>
    protected override int States => 2;

    /// <inheritdoc/>
    protected override int Peepholes => 3;

    /// <inheritdoc/>
    protected override (Tensor? Bias, Tensor[] Given) Prepare(Tensor recurrence, Tensor? bias, Tensor? peepholes)
    {
        var (sum, given) = base.Prepare(recurrence, bias, peepholes);
        return (sum, peepholes is null ? given : [.. given, .. peepholes.Split(0, Hidden, Hidden, Hidden)]);
    }

    /// <inheritdoc/>
    protected override Tensor[] Step(
        IReadOnlyList<Tensor> states, Tensor taken, IReadOnlyList<Tensor> given, Func<int, Tensor, Tensor> activate)
    {
        var (h, c) = (states[0], states[1]);
        var parts = (taken + h.MatMul(given[0])).Split(1, Hidden, Hidden, Hidden, Hidden);
        var input = activate(0, Bounded(Seeing(parts[0], 1, c)));
        var forget = InputForget ? 1 - input : activate(0, Bounded(Seeing(parts[2], 3, c)));
        var cell = (forget * c) + (input * activate(1, Bounded(parts[3])));
        var output = activate(0, Bounded(Seeing(parts[1], 2, cell)));
        return [output * activate(2, cell), cell];

        Tensor Seeing(Tensor part, int peephole, Tensor seen) => given.Count > 1 ? part + (given[peephole] * seen) : part;
    }
}
