using Bantam.Tensors;

namespace Bantam.Training.Layers;

/// <summary>
/// In training each element is set to 0 with a probability p and the others are divided by 1 − p (N. Srivastava et al., 2014); in
/// inference nothing changes. What is dropped depends on the trainer's seed, the step and the element's position only.
/// </summary>
/// <param name="rate">The probability p, from 0 on, below 1.</param>
/// <param name="name">The layer's name.</param>
public sealed class Dropout(float rate, string? name = null) : Layer(name)
{
    private readonly float _rate = Hyperparameter.Fraction(rate, nameof(rate));
    private int _stream;

    /// <inheritdoc/>
    protected override void Build(IReadOnlyList<TensorType> inputs) => _stream = NextStream();

    /// <inheritdoc/>
    protected override Tensor Call(Tensor input, CallContext context) => context.Training is not { } training || _rate == 0 ? input
        : new Operators.Randomness.Dropout(Stream: _stream)
            .Apply(input, input.Number(_rate), Tensor.Scalar(true), training.Seed, training.Step)[0];
}
