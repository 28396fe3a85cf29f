using Bantam.Operators.Movement;
using Bantam.Tensors;

namespace Bantam.Operators.Convolution;

/// <summary>
/// Images of [batch, channels, spatial…] from their blocks, [batch, channels·block, blocks]: where those overlap they are added. Input 1 is
/// the image's size, input 2 that of a block. <see href="https://onnx.ai/onnx/operators/onnx__Col2Im.html"/>
/// </summary>
/// <param name="Strides">The distance of blocks along each axis; null for 1.</param>
/// <param name="Pads">What blocks reach beyond the image: before each axis, then after each; null for nothing.</param>
/// <param name="Dilations">The distance of a block's elements along each axis; null for 1.</param>
public sealed record Col2Im(Ints? Strides = null, Ints? Pads = null, Ints? Dilations = null) : Operator
{
    /// <inheritdoc/>
    public override TensorType[] Infer(OperatorInputs inputs)
    {
        var shape = inputs.Shape(0);
        if (inputs.IsComputed(1) || inputs.IsComputed(2))
            return [inputs[0] with { Shape = new Shape(inputs.Unknown(2 + inputs.Length(1, "The image's size"))) }];
        var (image, block) = (inputs.Integers(1, "The image's size"), inputs.Integers(2, "The block's size"));
        if (shape.Rank != 3 || image.Length != block.Length)
            throw new ShapeException($"blocks are [batch, channels·block, blocks], and sizes have as many axes; the input is {shape}.");
        var (elements, blocks) = (block.Aggregate(1, (a, b) => a * b), Counts(image, block).Aggregate(1, (a, b) => a * b));
        if (Dimension.DivideEvenly(shape[1], elements) is not { } channels || Dimension.Differ(shape[2], blocks))
            throw new ShapeException($"there must be {blocks} blocks of {elements} elements a channel; the input is {shape}.");
        return [inputs[0] with { Shape = new Shape([shape[0], channels, .. image]) }];
    }

    /// <inheritdoc/>
    public override Tensor[]? Expand(IReadOnlyList<Tensor?> inputs)
    {
        if (inputs[1]!.Constant is null || inputs[2]!.Constant is null) return null;
        var (x, image, block) = (inputs[0]!, inputs[1]!.ToIntegers(), inputs[2]!.ToIntegers());
        int[] padded = [.. image.Select((size, axis) => size + Before(axis, image.Length) + After(axis, image.Length))];
        var channels = x.Shape[1] / block.Aggregate(1, (a, b) => a * b);

        // Every element of every block goes to its pixel, first of the image with its margin, which is cut off then.
        var places = Tensor.From<int>([.. Places(padded, block, Counts(image, block))]);
        var pixels = Shape.Of(padded).Count;
        var rows = x.Reshape(new Shape(x.Shape[0] * channels, places.Shape[0]));
        var zeros = new ConstantOfShape(x.Element, 0).ApplyOne(DimensionTensors.Vector(new Shape(rows.Shape[0], pixels)));
        var summed = new GatherGradient(1).ApplyOne(zeros, places, rows).Reshape(new Shape([x.Shape[0], channels, .. padded]));
        return
        [
            summed.Pad(
                [0, 0, .. image.Select((_, axis) => -Before(axis, image.Length))],
                [0, 0, .. image.Select((_, axis) => -After(axis, image.Length))]),
        ];
    }

    /// <inheritdoc/>
    public override NdArray[] Reference(IReadOnlyList<NdArray?> inputs, IReadOnlyList<TensorType> outputs)
    {
        var (x, image, block) = (inputs[0]!, inputs[1]!.ToIntegers(), inputs[2]!.ToIntegers());
        var result = new NdArray(outputs[0]);
        var (elements, counts) = (block.Aggregate(1, (a, b) => a * b), Counts(image, block));
        x.ForEach((at, offset) =>
        {
            var (within, which) = (Shape.Of(block).Strides(), Shape.Of(counts).Strides());
            var place = new int[image.Length + 2];
            (place[0], place[1]) = (at[0], at[1] / elements);
            for (var axis = 0; axis < image.Length; axis++)
            {
                var inBlock = at[1] % elements / within[axis] % block[axis];
                var first = at[2] / which[axis] % counts[axis] * Stride(axis);
                place[axis + 2] = first + (inBlock * Dilation(axis)) - Before(axis, image.Length);
                if (place[axis + 2] < 0 || place[axis + 2] >= image[axis]) return;
            }

            result[place] += x.Elements[offset];
        });
        return [result];
    }

    private int Stride(int axis) => Strides?[axis] ?? 1;

    private int Dilation(int axis) => Dilations?[axis] ?? 1;

    private int Before(int axis, int rank) => Pads is { Count: var count } && count == 2 * rank ? Pads[axis] : 0;

    private int After(int axis, int rank) => Pads is { Count: var count } && count == 2 * rank ? Pads[axis + rank] : 0;

    /// <summary>How many blocks there are along each axis.</summary>
    private int[] Counts(int[] image, int[] block) =>
    [
        .. image.Select((size, axis) => ((size + Before(axis, image.Length) + After(axis, image.Length)
            - ((block[axis] - 1) * Dilation(axis)) - 1) / Stride(axis)) + 1),
    ];

    /// <summary>The pixel of each element of a block of each block.</summary>
    private IEnumerable<int> Places(int[] padded, int[] block, int[] counts)
    {
        var strides = Shape.Of(padded).Strides();
        var firsts = Offsets(counts, Stride);
        return Offsets(block, Dilation).SelectMany(within => firsts.Select(first => first + within));

        int[] Offsets(int[] sizes, Func<int, int> step)
        {
            int[] all = [0];
            for (var axis = 0; axis < sizes.Length; axis++)
                all = [.. from a in all from i in Enumerable.Range(0, sizes[axis]) select a + (i * step(axis) * strides[axis])];
            return all;
        }
    }
}
