using Bantam.Tensors;

namespace Bantam.Operators.Recurrent;

/// <summary>
/// A network of gated recurrent units (Cho and others 2014): z = f(…), r = f(…), h' = (1 − z)·g(…) + z·h, where f is usually Sigmoid
/// and g Tanh. Gates lie in the order update (z), reset (r), hidden.
/// <see href="https://onnx.ai/onnx/operators/onnx__GRU.html"/>
/// </summary>
/// <param name="Hidden">The width of the state.</param>
/// <param name="Direction">Which way the sequence is read.</param>
/// <param name="LinearBeforeReset">
/// Whether the reset gate scales what the hidden gate takes of the state, its bias with it, and not the state.
/// </param>
public sealed record Gru(int Hidden, RecurrentDirection Direction = RecurrentDirection.Forward, bool LinearBeforeReset = false)
    : RecurrentOperator(Hidden, Direction)
{
    /// <inheritdoc/>
    public override string Name => "GRU";

    /// <inheritdoc/>
    protected override RecurrentActivations Functions => [RecurrentFunction.Sigmoid, RecurrentFunction.Tanh];

    /// <inheritdoc/>
    protected override int Gates => 3;

    /// <inheritdoc/>
    protected override (Tensor? Bias, Tensor[] Given) Prepare(Tensor recurrence, Tensor? bias, Tensor? peepholes)
    {
        var (sum, given) = base.Prepare(recurrence, bias, peepholes);
        if (!LinearBeforeReset)
        {
            // The hidden gate multiplies another state than the others.
            var parts = given[0].Split(1, 2 * Hidden, Hidden);
            return (sum, parts);
        }

        if (bias is null) return (null, given);

        // The hidden gate's own bias of R is scaled by the reset gate.
        var (first, second) = (bias.Slice([0], [0], [3 * Hidden]), bias.Slice([0], [3 * Hidden], [6 * Hidden]));
        return (first + second.Slice([0], [0], [2 * Hidden]).Pad([0], [Hidden]), [.. given, second.Slice([0], [2 * Hidden], [3 * Hidden])]);
    }

    /// <inheritdoc/>
    protected override Tensor[] Step(
        IReadOnlyList<Tensor> states, Tensor taken, IReadOnlyList<Tensor> given, Func<int, Tensor, Tensor> activate)
    {
        var state = states[0];
        var (update, hidden) = LinearBeforeReset ? Linear() : Reset();
        return [hidden + (update * (state - hidden))];

        (Tensor Update, Tensor Hidden) Reset()
        {
            var parts = taken.Split(1, 2 * Hidden, Hidden);
            var gates = activate(0, Bounded(parts[0] + state.MatMul(given[0]))).Split(1, Hidden, Hidden);
            return (gates[0], activate(1, Bounded(parts[1] + (gates[1] * state).MatMul(given[1]))));
        }

        (Tensor Update, Tensor Hidden) Linear()
        {
            var (parts, own) = (taken.Split(1, 2 * Hidden, Hidden), state.MatMul(given[0]).Split(1, 2 * Hidden, Hidden));
            var gates = activate(0, Bounded(parts[0] + own[0])).Split(1, Hidden, Hidden);
            var scaled = gates[1] * (given.Count > 1 ? own[1] + given[1] : own[1]);
            return (gates[0], activate(1, Bounded(parts[1] + scaled)));
        }
    }
}
