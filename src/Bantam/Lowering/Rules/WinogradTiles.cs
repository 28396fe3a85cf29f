using Bantam.Graphs;
using Bantam.Kernels.Templates;
using Bantam.Plans;
using Bantam.Tensors;

namespace Bantam.Lowering.Rules;

/// <summary>The tiles that the result of a convolution is parted into, and what Winograd's algorithm has of them in memory.</summary>
/// <param name="Transform">The algorithm.</param>
/// <param name="Pixels">The shape of the result, channels last.</param>
internal sealed record WinogradTiles(WinogradTransform Transform, Shape Pixels)
{
    /// <summary>Elements between two matrices, so that they don't lie over one another in the cache.</summary>
    private const int Gap = 16;

    /// <summary>Tiles down an image.</summary>
    public Dimension Down => (Pixels[1] + Transform.Outputs - 1) / Transform.Outputs;

    /// <summary>Tiles across an image.</summary>
    public Dimension Across => (Pixels[2] + Transform.Outputs - 1) / Transform.Outputs;

    /// <summary>Tiles of all images.</summary>
    public Dimension Count => Pixels[0] * Down * Across;

    /// <summary>One matrix [tiles, columns] for each product of a tile.</summary>
    public Value Matrices(string name, int columns) =>
        new(name, new TensorType(ElementType.Float, new Shape(Transform.Products, MatrixOf(columns))));

    /// <summary>The elements from one such matrix to the next.</summary>
    public Dimension MatrixOf(int columns) => (Count * columns) + Gap;

    /// <summary>The call that transforms the tiles of an image.</summary>
    public LoweredCall ToValues(LoweringContext context, Value image, Value values, string label)
    {
        var (shape, strides) = (image.Type.Shape, context.Views.Strides(image));
        var channels = shape[-1].Size;
        var target = context.Target.For(channels);
        var kernel = KernelCache.Get(target, WinogradInput.Key(Transform), () => WinogradInput.Kernel(target, Transform));
        return new LoweredCall(
            kernel, [image, values], [Down, Across, channels, shape[1], shape[2], .. strides[..3], MatrixOf(channels)], Count,
            CostOf(channels), $"values {label}");
    }

    /// <summary>What moving all matrices takes.</summary>
    public CallCost CostOf(int columns) => new(Count, columns, Transform.Products, KernelCall.MovedElement);
}
