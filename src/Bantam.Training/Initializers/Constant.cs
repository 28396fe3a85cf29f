using Bantam.Tensors;

namespace Bantam.Training.Initializers;

/// <summary>All elements are one value.</summary>
/// <param name="value">The value.</param>
public class Constant(float value) : Initializer
{
    private readonly float _value = Hyperparameter.Finite(value, nameof(value));

    /// <inheritdoc/>
    protected override void Fill(Span<float> elements, Shape shape, Fans fans, uint seed, uint stream) => elements.Fill(_value);
}
