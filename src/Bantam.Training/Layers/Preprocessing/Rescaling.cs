using Bantam.Tensors;

namespace Bantam.Training.Layers;

/// <summary>x · scale + offset. Bytes count as 0 to 255 here, so <c>new Rescaling(1 / 127.5f, -1)</c> makes them −1 to 1.</summary>
/// <param name="scale">The factor.</param>
/// <param name="offset">What is added.</param>
/// <param name="name">The layer's name.</param>
public sealed class Rescaling(float scale, float offset = 0, string? name = null) : Layer(name)
{
    private readonly float _scale = Hyperparameter.Finite(scale, nameof(scale));
    private readonly float _offset = Hyperparameter.Finite(offset, nameof(offset));

    /// <inheritdoc/>
    protected override bool PassesMask => true;

    /// <inheritdoc/>
    protected override bool TakesIntegers => true;

    /// <inheritdoc/>
    protected override Tensor Call(Tensor input, CallContext context)
    {
        var scaled = (input.Element.IsFloating() ? input : input.Cast(ElementType.Float)) * _scale;
        return _offset == 0 ? scaled : scaled + _offset;
    }
}
