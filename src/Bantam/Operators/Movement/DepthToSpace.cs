using Bantam.Tensors;

namespace Bantam.Operators.Movement;

/// <summary>
/// Images of [batch, depth, height, width] whose depth goes into blocks of pixels.
/// <see href="https://onnx.ai/onnx/operators/onnx__DepthToSpace.html"/>
/// </summary>
/// <param name="BlockSize">Height and width of a block.</param>
/// <param name="IsColumnFirst">
/// Whether the pixels of a block are neighbours in the depth (mode CRD); else neighbours in the depth stay so (DCR).
/// </param>
public sealed record DepthToSpace(int BlockSize, bool IsColumnFirst = false) : Operator
{
    /// <inheritdoc/>
    public override TensorType[] Infer(OperatorInputs inputs) => [inputs[0] with { Shape = Spread(inputs.Shape(0), BlockSize) }];

    /// <inheritdoc/>
    public override bool Moves(int input) => input == 0;

    /// <inheritdoc/>
    public override Tensor[] Expand(IReadOnlyList<Tensor?> inputs)
    {
        var (x, shape, b) = (inputs[0]!, inputs[0]!.Shape, (Dimension)BlockSize);
        var depth = shape[1] / (b * b);
        var apart = IsColumnFirst ? x.Reshape(new Shape(shape[0], depth, b, b, shape[2], shape[3])).Transpose(0, 1, 4, 2, 5, 3)
            : x.Reshape(new Shape(shape[0], b, b, depth, shape[2], shape[3])).Transpose(0, 3, 4, 1, 5, 2);
        return [apart.Reshape(Spread(shape, BlockSize))];
    }

    /// <inheritdoc/>
    public override NdArray[] Reference(IReadOnlyList<NdArray?> inputs, IReadOnlyList<TensorType> outputs)
    {
        var (input, result) = (inputs[0]!, new NdArray(outputs[0]));
        result.ForEach((at, offset) =>
        {
            var within = (at[2] % BlockSize * BlockSize) + (at[3] % BlockSize);
            var channel = IsColumnFirst ? (at[1] * BlockSize * BlockSize) + within : (within * result.Sizes[1]) + at[1];
            result.Elements[offset] = input[at[0], channel, at[2] / BlockSize, at[3] / BlockSize];
        });
        return [result];
    }

    private static Shape Spread(Shape shape, int block)
    {
        if (shape.Rank != 4 || block < 1 || Dimension.DivideEvenly(shape[1], block * block) is not { } depth)
            throw new ShapeException(
                $"images are [batch, depth, height, width] with blocks of {block}·{block} in the depth; this is {shape}.");
        return new Shape(shape[0], depth, shape[2] * block, shape[3] * block);
    }
}
