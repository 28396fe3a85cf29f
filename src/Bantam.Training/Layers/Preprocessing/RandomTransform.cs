using Bantam.Operators.Vision;
using Bantam.Tensors;
using Bantam.Training.Steps;

namespace Bantam.Training.Layers;

/// <summary>In training moves the pixels of each image.</summary>
public abstract class RandomTransform : RandomImageLayer
{
    private readonly GridSample _sample;

    private protected RandomTransform(FillMode fillMode, Interpolation interpolation, string? name)
        : base(name) => _sample = new GridSample(
            interpolation == Interpolation.Bilinear ? GridSampleMode.Linear : GridSampleMode.Nearest,
            fillMode switch
            {
                FillMode.Reflect => GridSamplePadding.Reflection,
                FillMode.Nearest => GridSamplePadding.Border,
                _ => GridSamplePadding.Zeros,
            });

    /// <inheritdoc/>
    private protected override int Draws => 2;

    /// <inheritdoc/>
    private protected sealed override Tensor Change(Tensor images, TrainingState training)
    {
        var (height, width) = (images.Shape[1].Size, images.Shape[2].Size);
        var (x, y) = From(Places(width, Shape.Of(1, 1, width, 1)), Places(height, Shape.Of(1, height, 1, 1)), images, training);
        var shape = new Shape(images.Shape[0], height, width, 1);
        var grid = Tensor.Concat(3, (x * (2.0 / width)).Expand(shape), (y * (2.0 / height)).Expand(shape));
        return Windows.ChannelsLast(_sample.ApplyOne(Windows.ChannelsFirst(images, 2), grid));
    }

    /// <summary>Where the pixel at x and y comes from, in pixels from the middle of the image.</summary>
    private protected abstract (Tensor X, Tensor Y) From(Tensor x, Tensor y, Tensor images, TrainingState training);

    private static Tensor Places(int size, Shape shape) =>
        Tensor.From<float>([.. Enumerable.Range(0, size).Select(i => i + 0.5f - (size / 2f))], shape);
}
