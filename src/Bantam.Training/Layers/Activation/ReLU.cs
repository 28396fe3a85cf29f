using Bantam.Tensors;

namespace Bantam.Training.Layers;

/// <summary>
/// The rectifier: x from a threshold on, at most a largest value, and slope · (x − threshold) below it.
/// </summary>
/// <param name="maxValue">The largest value, 0 or more; null for none.</param>
/// <param name="negativeSlope">The slope below the threshold, 0 or more.</param>
/// <param name="threshold">The threshold, 0 or more.</param>
/// <param name="name">The layer's name.</param>
/// <exception cref="ArgumentOutOfRangeException">A number is negative.</exception>
public sealed class ReLU(float? maxValue = null, float negativeSlope = 0, float threshold = 0, string? name = null) : Layer(name)
{
    private readonly float? _maxValue = maxValue is { } most ? Hyperparameter.NotNegative(most, nameof(maxValue)) : null;
    private readonly float _slope = Hyperparameter.NotNegative(negativeSlope, nameof(negativeSlope));
    private readonly float _threshold = Hyperparameter.NotNegative(threshold, nameof(threshold));

    /// <inheritdoc/>
    protected override bool PassesMask => true;

    /// <inheritdoc/>
    protected override Tensor Call(Tensor input, CallContext context)
    {
        if (_slope == 0 && _threshold == 0 && _maxValue is { } largest) return input.Clip(input.Number(0), input.Number(largest));
        var output = _threshold == 0 ? _slope == 0 ? input.Relu() : input.LeakyRelu(_slope)
            : Tensor.Where(input >= _threshold, input, (input - _threshold) * _slope);
        return _maxValue is { } most ? Tensor.Min(output, most) : output;
    }
}
