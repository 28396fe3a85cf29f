using Bantam.Autodiff;
using Bantam.Operators.Movement;
using Bantam.Tensors;

namespace Bantam.Operators.Pooling;

/// <summary>
/// Puts the elements of a pooled image (input 0) back to where input 1 says that they lay, as <see cref="MaxPoolWithIndices"/> gives it;
/// the others are 0. Input 2 may give the shape of the result; what it has more follows behind along each axis. Of several elements for
/// one place the last one counts. <see href="https://onnx.ai/onnx/operators/onnx__MaxUnpool.html"/>
/// </summary>
/// <param name="Kernel">The window of the pooling.</param>
/// <param name="Strides">Its steps.</param>
/// <param name="Pads">Its padding: before each axis, then after each.</param>
public sealed record MaxUnpool(Ints Kernel, Ints Strides, Ints Pads) : Operator
{
    /// <inheritdoc/>
    public override TensorType[] Infer(OperatorInputs inputs)
    {
        var image = Image(inputs.Shape(0));
        if (Shape.Differ(inputs.Shape(0), inputs.Shape(1)) || inputs[1].Element != ElementType.Int64)
            throw new ShapeException($"each element has an Int64 index; the elements are {inputs[0]}, the indices {inputs[1]}.");
        if (inputs.Optional(2) is null) return [inputs[0] with { Shape = image }];
        if (Dimension.Differ(inputs.Shape(2).Count, image.Rank))
            throw new ShapeException($"the result has {image.Rank} axes; its shape is given as {inputs[2]}.");
        return [inputs[0] with { Shape = new Shape(inputs.Sizes(2, "The shape")) }];
    }

    /// <inheritdoc/>
    public override bool Moves(int input) => input == 0;

    /// <summary>Where a shape is given the image is cut or padded to it.</summary>
    public override Tensor[]? Expand(IReadOnlyList<Tensor?> inputs)
    {
        if (inputs.ElementAtOrDefault(2) is not { } given) return null;
        if (given.Constant is not { } constant) return null;
        var image = ApplyOne(inputs[0], inputs[1]);
        var shape = constant.ToIntegers();
        return [image.Pad(new int[shape.Length], [.. shape.Select((size, axis) => size - image.Shape[axis].Size)])];
    }

    /// <inheritdoc/>
    public override NdArray[] Reference(IReadOnlyList<NdArray?> inputs, IReadOnlyList<TensorType> outputs)
    {
        var (values, indices) = (inputs[0]!, inputs[1]!);
        var image = new NdArray(outputs[0] with { Shape = Image(values.Type.Shape) });
        for (var i = 0; i < values.Count; i++) image.Elements[Positions.Checked(indices.Elements[i], image.Count)] = values.Elements[i];

        var result = new NdArray(outputs[0]);
        result.ForEach((at, offset) =>
        {
            if (at.Zip(image.Sizes).All(p => p.First < p.Second)) result.Elements[offset] = image[at];
        });
        return [result];
    }

    /// <summary>Each element gets the gradient of its place.</summary>
    public override Tensor?[]? Gradient(GradientContext context) =>
        context.Inputs.ElementAtOrDefault(2) is not null ? null
            : [context.OutputGradient.Reshape(-1).Gather(context.Inputs[1]!), null];

    /// <summary>The shape of the image that was pooled.</summary>
    private Shape Image(Shape pooled)
    {
        var rank = Kernel.Count;
        if (pooled.Rank != rank + 2 || Strides.Count != rank || Pads.Count != 2 * rank)
            throw new ShapeException(
                $"a window over {rank} axes takes images of rank {rank + 2}, {rank} strides and {2 * rank} pads; the image is {pooled}, "
                + $"they are {Strides} and {Pads}.");
        return new Shape([pooled[0], pooled[1], .. Enumerable.Range(0, rank).Select(Size)]);

        Dimension Size(int axis) => ((pooled[axis + 2] - 1) * Strides[axis]) - Pads[axis] - Pads[axis + rank] + Kernel[axis];
    }
}
