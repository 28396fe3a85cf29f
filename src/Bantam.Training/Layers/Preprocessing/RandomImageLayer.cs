using Bantam.Tensors;
using Bantam.Training.Steps;

namespace Bantam.Training.Layers;

/// <summary>
/// Changes images at random in training, each of a batch in its own way, and leaves them as they are in inference. Bytes count as 0 to 255.
/// </summary>
public abstract class RandomImageLayer : NoiseLayer
{
    private protected RandomImageLayer(string? name)
        : base(name)
    {
    }

    /// <inheritdoc/>
    protected sealed override bool TakesIntegers => true;

    /// <inheritdoc/>
    protected sealed override bool PassesMask => false;

    /// <inheritdoc/>
    private protected sealed override Tensor Learn(Tensor input, TrainingState training)
    {
        Windows.Check(input.Shape, 2);
        return Change(input.Cast(ElementType.Float), training);
    }

    /// <inheritdoc/>
    private protected override Tensor Predict(Tensor input) => input.Cast(ElementType.Float);

    /// <summary>Changes images of floats.</summary>
    private protected abstract Tensor Change(Tensor images, TrainingState training);

    /// <summary>A number for each image, uniform in a range: [batch, 1, 1, 1].</summary>
    private protected Tensor Each(Tensor images, FactorRange range, TrainingState training, int draw = 0)
    {
        var like = Tensor.Scalar(0f).Expand(new Shape(images.Shape[0], 1, 1, 1));
        return range.Low == range.High ? like + range.Low : Uniform(like, range.Low, range.High, training, draw);
    }
}
