using Bantam.Operators.Pooling;
using Bantam.Tensors;

namespace Bantam.Training.Layers;

/// <summary>What pooling layers share.</summary>
internal static class Pooling
{
    public static PoolAttributes Attributes(Tensor input, Size2D size, Size2D? strides, Padding padding)
    {
        Images.Check(input.Shape);
        var steps = strides ?? size;
        Images.CheckWindow(size, steps, 1);
        return new PoolAttributes([size.Height, size.Width], [steps.Height, steps.Width], Images.Pads(padding, input.Shape, size, steps, 1));
    }
}
