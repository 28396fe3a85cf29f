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
        var share = Shares(inputs[0]!.Type.Shape);
        result.ForEach((indices, offset) => result.Elements[offset] *= share(indices));
        return [result];
    }

    /// <inheritdoc/>
    public override Tensor?[] Gradient(GradientContext context) =>
        [new AveragePoolGradient(this, Attributes.Layout.Sizes(context.Inputs[0]!.Shape)).ApplyOne(context.OutputGradient)];

    /// <summary>
    /// One over the number of elements of an image of this shape that count in the window with some indices in the output.
    /// </summary>
    internal Func<int[], double> Shares(Shape image)
    {
        var (first, sizes) = (Attributes.Layout.First, Attributes.Layout.Sizes(image));
        return indices =>
        {
            var counted = 1L;
            for (var axis = 0; axis < sizes.Count; axis++) counted *= Counted(axis, indices[first + axis], sizes[axis]);
            return 1.0 / counted;
        };
    }

    private int Counted(int axis, int window, int size)
    {
        var start = (window * Attributes.Strides[axis]) - Attributes.Pads[axis];
        var (low, high) = CountIncludePad ? (-Attributes.Pads[axis], size + Attributes.Pads[axis + Attributes.Rank]) : (0, size);
        var dilation = Attributes.Dilation(axis);
        var before = (Math.Max(low - start, 0) + dilation - 1) / dilation;
        var until = (high - start + dilation - 1) / dilation;
        return Math.Min(Attributes.Kernel[axis], until) - before;
    }
}
