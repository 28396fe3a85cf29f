using Bantam.Tensors;
using Bantam.Training.Steps;

namespace Bantam.Training.Layers;

/// <summary>In training flips each image with a probability of a half each way.</summary>
/// <param name="mode">Which ways.</param>
/// <param name="name">The layer's name.</param>
public sealed class RandomFlip(FlipMode mode = FlipMode.HorizontalAndVertical, string? name = null) : RandomImageLayer(name)
{
    /// <inheritdoc/>
    private protected override int Draws => 2;

    /// <inheritdoc/>
    private protected override Tensor Change(Tensor images, TrainingState training)
    {
        if (mode != FlipMode.Vertical) images = Flipped(images, 2, training, 0);
        return mode == FlipMode.Horizontal ? images : Flipped(images, 1, training, 1);
    }

    private Tensor Flipped(Tensor images, int axis, TrainingState training, int draw) => Tensor.Where(
        Each(images, (0, 1), training, draw) < 0.5, images.Slice([axis], [-1], [int.MinValue], [-1]), images);
}
