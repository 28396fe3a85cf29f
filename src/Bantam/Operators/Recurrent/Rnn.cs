using Bantam.Tensors;

namespace Bantam.Operators.Recurrent;

/// <summary>
/// A simple recurrent network: h' = f(x·Wᵀ + h·Rᵀ + b), where f is usually Tanh (Elman 1990).
/// <see href="https://onnx.ai/onnx/operators/onnx__RNN.html"/>
/// </summary>
/// <inheritdoc/>
public sealed record Rnn(int Hidden, RecurrentDirection Direction = RecurrentDirection.Forward) : RecurrentOperator(Hidden, Direction)
{
    /// <inheritdoc/>
    public override string Name => "RNN";

    /// <inheritdoc/>
    protected override RecurrentActivations Functions => [RecurrentFunction.Tanh];

    /// <inheritdoc/>
    protected override int Gates => 1;

    /// <inheritdoc/>
    protected override Tensor[] Step(
        IReadOnlyList<Tensor> states, Tensor taken, IReadOnlyList<Tensor> given, Func<int, Tensor, Tensor> activate) =>
        [activate(0, Bounded(taken + states[0].MatMul(given[0])))];
}
