using Bantam.Autodiff;
using Bantam.Operators.Convolution;
using Bantam.Tensors;

namespace Bantam.Operators.Pooling;

/// <summary>The mean of each window. <see href="https://onnx.ai/onnx/operators/onnx__AveragePool.html"/></summary>
/// <param name="Attributes">Window, padding and layout.</param>
/// <param name="CountIncludePad">Whether padding counts as zeros, or not at all.</param>
public sealed record AveragePool(PoolAttributes Attributes, bool CountIncludePad = false) : Operator, IPool
{
    /// <inheritdoc/>
    public override TensorType[] Infer(OperatorInputs inputs) => [Attributes.Output(inputs[0])];

    /// <inheritdoc/>
    public override AxisMap Axes(OperatorInputs inputs) => Attributes.AxesOf([inputs.Shape(0)], Infer(inputs)[0].Shape);

    /// <summary>Computes channels last.</summary>
    public override LaidOut[]? WithAxes(IReadOnlyList<LaidOut?> inputs) => Attributes.ChannelsLast ? null
        : [ChannelsLastOrder.Image(ChannelsLastPooling.Average(this, ChannelsLastOrder.Image(inputs[0])))];

    /// <inheritdoc/>
    public override NdArray[] Reference(IReadOnlyList<NdArray?> inputs, IReadOnlyList<TensorType> outputs)
    {
        var result = new NdArray(outputs[0]);
        Attributes.ForEach(inputs[0]!.Sizes, result.Sizes, (to, from) => result.Elements[to] += inputs[0]!.Elements[from]);
        var scales = Scales(inputs[0]!.Type.Shape);
        result.ForEach((indices, offset) => result.Elements[offset] *= scales[indices[Attributes.Axes.H], indices[Attributes.Axes.W]]);
        return [result];
    }

    /// <inheritdoc/>
    public override Tensor?[] Gradient(GradientContext context)
    {
        var image = context.Inputs[0]!;
        return [new AveragePoolGradient(this, [image.Shape[Attributes.Axes.H].Size, image.Shape[Attributes.Axes.W].Size]).ApplyOne(context.OutputGradient)];
    }

    /// <summary>One over the number of elements that count, for each window of an image of this shape.</summary>
    internal double[,] Scales(Shape image)
    {
        var (_, _, h, w) = Attributes.Axes;
        var output = Attributes.Output(new TensorType(ElementType.Float, image)).Shape;
        var scales = new double[output[h].Size, output[w].Size];
        for (var y = 0; y < scales.GetLength(0); y++)
            for (var x = 0; x < scales.GetLength(1); x++)
                scales[y, x] = 1.0 / (Counted(0, y, image[h].Size) * Counted(1, x, image[w].Size));
        return scales;
    }

    private int Counted(int axis, int window, int size)
    {
        var start = (window * Attributes.Strides[axis]) - Attributes.Pads[axis];
        var (low, high) = CountIncludePad ? (-Attributes.Pads[axis], size + Attributes.Pads[axis + 2]) : (0, size);
        return Math.Min(start + Attributes.Kernel[axis], high) - Math.Max(start, low);
    }
}
