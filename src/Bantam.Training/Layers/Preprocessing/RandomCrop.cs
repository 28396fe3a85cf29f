using Bantam.Tensors;
using Bantam.Training.Steps;

namespace Bantam.Training.Layers;

/// <summary>
/// In training a random part of the images, the same of all images of a batch; in inference the middle, as <see cref="CenterCrop"/> has it.
/// </summary>
/// <param name="height">The height of the part, 1 or more.</param>
/// <param name="width">The width of the part, 1 or more.</param>
/// <param name="name">The layer's name.</param>
/// <exception cref="ArgumentOutOfRangeException">A size is below 1.</exception>
public sealed class RandomCrop(int height, int width, string? name = null) : RandomImageLayer(name)
{
    private readonly int _height = Hyperparameter.AtLeast(1, height, nameof(height));
    private readonly int _width = Hyperparameter.AtLeast(1, width, nameof(width));
    private readonly CenterCrop _middle = new(height, width);

    /// <inheritdoc/>
    public override IReadOnlyList<Layer> Layers => [_middle];

    /// <inheritdoc/>
    private protected override int Draws => 2;

    /// <inheritdoc/>
    private protected override Tensor Predict(Tensor input) => _middle.Apply(input.Cast(ElementType.Float));

    /// <inheritdoc/>
    private protected override Tensor Change(Tensor images, TrainingState training)
    {
        var (height, width) = (images.Shape[1].Size, images.Shape[2].Size);
        if (height < _height || width < _width) return _middle.Apply(images);
        return Part(Part(images, 1, height, _height, training, 0), 2, width, _width, training, 1);
    }

    private Tensor Part(Tensor images, int axis, int from, int to, TrainingState training, int draw)
    {
        if (from == to) return images;
        var start = (Uniform(Tensor.From([0f], 1), 0, 1, training, draw) * (from - to + 1)).Floor();
        var places = start.Clip(0, from - to).Cast(ElementType.Int32) + Tensor.From([.. Enumerable.Range(0, to)], to);
        return images.Gather(places, axis);
    }
}
