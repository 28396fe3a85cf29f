using Bantam.Tensors;

namespace Bantam.Operators.Pooling;

/// <summary>
/// <see cref="MaxPool"/> with a second output: where in the image each largest element lies, as an Int64 number counted through all of
/// it. Of equal ones it is the first. <see href="https://onnx.ai/onnx/operators/onnx__MaxPool.html"/>
/// </summary>
/// <param name="Attributes">Window and padding.</param>
/// <param name="IsColumnMajor">Whether the first spatial axis is counted first, rather than the last.</param>
public sealed record MaxPoolWithIndices(PoolAttributes Attributes, bool IsColumnMajor = false) : Operator, IPool
{
    /// <inheritdoc/>
    public override string Name => nameof(MaxPool);

    /// <inheritdoc/>
    public override TensorType[] Infer(OperatorInputs inputs)
    {
        var pooled = Attributes.Output(inputs[0]);
        return [pooled, pooled with { Element = ElementType.Int64 }];
    }

    /// <summary>The elements of each window side by side, of which the largest is looked for.</summary>
    public override Tensor[] Expand(IReadOnlyList<Tensor?> inputs)
    {
        var image = inputs[0]!;
        var (shape, pooled, rank) = (image.Shape, new MaxPool(Attributes).ApplyOne(image), Attributes.Rank);
        var windows = image;
        for (var axis = 0; axis < rank; axis++)
        {
            var places = Tensor.From(Places(axis, shape, pooled.Shape), pooled.Shape[axis + 2].Size, Attributes.Kernel[axis]);
            windows = windows.Gather(places, 2 + (2 * axis));
        }

        int[] taps = [.. Enumerable.Range(0, rank).Select(axis => 3 + (2 * axis))];
        windows = windows.Transpose([0, 1, .. taps.Select(axis => axis - 1), .. taps]);
        var area = Attributes.Area;
        var largest = windows.Reshape(new Shape([.. pooled.Shape, area])).ArgMax(rank + 2);

        // An element's number is the sum of what its place along each axis counts, which is looked up by window and tap.
        var (steps, inner) = (Steps(shape.Sizes), area);
        var first = Enumerable.Range(0, shape[0].Size * shape[1].Size).Select(i => (long)i * shape.Product(2, shape.Rank).Size).ToArray();
        var indices = Tensor.From(first, [shape[0].Size, shape[1].Size, .. Enumerable.Repeat(1, rank)]);
        for (var axis = 0; axis < rank; axis++)
        {
            inner /= Attributes.Kernel[axis];
            var (places, kernel, step) = (Places(axis, shape, pooled.Shape), Attributes.Kernel[axis], inner);
            var windowCount = places.Length / kernel;
            var table = Enumerable.Range(0, windowCount * area)
                .Select(i => places[(i / area * kernel) + (i % area / step % kernel)] * steps[axis]);
            var rows = Tensor.From(
                Enumerable.Range(0, windowCount).Select(o => (long)o * area).ToArray(),
                [windowCount, .. Enumerable.Repeat(1, rank - axis - 1)]);
            indices += Tensor.From(table.ToArray(), windowCount * area).Gather(rows + largest);
        }

        return [pooled, indices];
    }

    /// <inheritdoc/>
    public override NdArray[] Reference(IReadOnlyList<NdArray?> inputs, IReadOnlyList<TensorType> outputs)
    {
        var (image, pooled, indices) = (inputs[0]!, new NdArray(outputs[0]), new NdArray(outputs[1]));
        Array.Fill(indices.Elements, -1);
        var (steps, strides) = (Steps(image.Sizes), image.Type.Shape.Strides());
        Attributes.ForEach(image.Sizes, pooled.Sizes, (to, from) =>
        {
            var x = image.Elements[from];
            ref var largest = ref pooled.Elements[to];
            if (indices.Elements[to] >= 0 && !(x > largest || (double.IsNaN(x) && !double.IsNaN(largest)))) return;
            largest = x;
            long number = from / strides[1] * strides[1];
            for (var axis = 0; axis < steps.Length; axis++) number += from / strides[axis + 2] % image.Sizes[axis + 2] * steps[axis];
            indices.Elements[to] = number;
        });
        return [pooled, indices];
    }

    /// <summary>What a step along each spatial axis counts.</summary>
    private long[] Steps(int[] sizes)
    {
        var steps = new long[sizes.Length - 2];
        var step = 1L;
        for (var i = 0; i < steps.Length; i++)
        {
            var axis = IsColumnMajor ? i : steps.Length - 1 - i;
            steps[axis] = step;
            step *= sizes[axis + 2];
        }

        return steps;
    }

    /// <summary>
    /// Where along an axis the elements of each window lie, [windows, taps]; one on padding is in its place the window's first that is not.
    /// </summary>
    private long[] Places(int axis, Shape image, Shape pooled)
    {
        var (kernel, dilation, size) = (Attributes.Kernel[axis], Attributes.Dilation(axis), image[axis + 2].Size);
        var places = new long[pooled[axis + 2].Size * kernel];
        for (var i = 0; i < places.Length; i++)
        {
            var start = (i / kernel * Attributes.Strides[axis]) - Attributes.Pads[axis];
            var first = start + ((Math.Max(-start, 0) + dilation - 1) / dilation * dilation);
            var place = start + (i % kernel * dilation);
            places[i] = Math.Clamp(place >= 0 && place < size ? place : first, 0, size - 1);
        }

        return places;
    }
}
