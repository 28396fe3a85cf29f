using Bantam.Tensors;

namespace Bantam.Training.Layers;

/// <summary>
/// The middle of images: [batch, height, width, channels] → [batch, height′, width′, channels]. Of a smaller image the largest part of the
/// same shape is taken and enlarged.
/// </summary>
/// <param name="height">The height, 1 or more.</param>
/// <param name="width">The width, 1 or more.</param>
/// <param name="name">The layer's name.</param>
/// <exception cref="ArgumentOutOfRangeException">A size is below 1.</exception>
public sealed class CenterCrop(int height, int width, string? name = null) : Layer(name)
{
    private readonly int _height = Hyperparameter.AtLeast(1, height, nameof(height));
    private readonly int _width = Hyperparameter.AtLeast(1, width, nameof(width));
    private readonly Resizing _resizing = new(height, width, cropToAspectRatio: true);

    /// <inheritdoc/>
    public override IReadOnlyList<Layer> Layers => [_resizing];

    /// <summary>Bytes count as 0 to 255.</summary>
    protected override bool TakesIntegers => true;

    /// <inheritdoc/>
    protected override Tensor Call(Tensor input, CallContext context)
    {
        Windows.Check(input.Shape, 2);
        input = input.Cast(ElementType.Float);
        var (top, left) = (input.Shape[1].Size - _height, input.Shape[2].Size - _width);
        if (top < 0 || left < 0) return _resizing.Apply(input, context);
        return input.Slice([1, 2], [top / 2, left / 2], [(top / 2) + _height, (left / 2) + _width]);
    }
}
