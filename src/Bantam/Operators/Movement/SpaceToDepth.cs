using Bantam.Tensors;

namespace Bantam.Operators.Movement;

/// <summary>
/// Images of [batch, depth, height, width] whose blocks of pixels go into the depth: neighbours in the depth stay so.
/// <see href="https://onnx.ai/onnx/operators/onnx__SpaceToDepth.html"/>
/// </summary>
/// <param name="BlockSize">Height and width of a block.</param>
public sealed record SpaceToDepth(int BlockSize) : Operator
{
    /// <inheritdoc/>
    public override TensorType[] Infer(OperatorInputs inputs) => [inputs[0] with { Shape = Gathered(inputs.Shape(0)) }];

    /// <inheritdoc/>
    public override bool Moves(int input) => input == 0;

    /// <inheritdoc/>
    public override Tensor[] Expand(IReadOnlyList<Tensor?> inputs)
    {
        var (x, shape, b) = (inputs[0]!, inputs[0]!.Shape, (Dimension)BlockSize);
        var apart = x.Reshape(new Shape(shape[0], shape[1], shape[2] / b, b, shape[3] / b, b)).Transpose(0, 3, 5, 1, 2, 4);
        return [apart.Reshape(Gathered(shape))];
    }

    /// <inheritdoc/>
    public override NdArray[] Reference(IReadOnlyList<NdArray?> inputs, IReadOnlyList<TensorType> outputs)
    {
        var (input, result) = (inputs[0]!, new NdArray(outputs[0]));
        result.ForEach((at, offset) =>
        {
            var (within, channel) = (at[1] / input.Sizes[1], at[1] % input.Sizes[1]);
            result.Elements[offset] = input[
                at[0], channel, (at[2] * BlockSize) + (within / BlockSize), (at[3] * BlockSize) + (within % BlockSize)];
        });
        return [result];
    }

    private Shape Gathered(Shape shape)
    {
        if (shape.Rank == 4 && BlockSize > 0 && Dimension.DivideEvenly(shape[2], BlockSize) is { } height
            && Dimension.DivideEvenly(shape[3], BlockSize) is { } width)
            return new Shape(shape[0], shape[1] * (BlockSize * BlockSize), height, width);
        throw new ShapeException(
            $"images are [batch, depth, height, width], whole blocks of {BlockSize}·{BlockSize} pixels; this is {shape}.");
    }
}
