using Bantam.Tensors;

namespace Bantam.Operators.Movement;

/// <summary>Indices as tensors, for operators that are composed of gathers, scatters and choices.</summary>
internal static class Positions
{
    /// <summary>The numbers 0, 1, … along an axis of a shape, in a shape that broadcasts to it.</summary>
    public static Tensor Along(Shape shape, int axis, ElementType element = ElementType.Int64)
    {
        axis = shape.Axis(axis);
        var size = shape[axis];
        var numbers = size.IsKnown ? Tensor.Arange((long)size.Size)
            : new RangeOf().ApplyOne(Tensor.Scalar(0L), Number(size, ElementType.Int64), Tensor.Scalar(1L));
        int[] sizes = [.. Enumerable.Repeat(1, shape.Rank)];
        sizes[axis] = size.IsKnown ? size.Size : -1;
        return numbers.Reshape(sizes).Cast(element);
    }

    /// <summary>A dimension as a scalar.</summary>
    public static Tensor Number(Dimension size, ElementType element) => size.IsKnown
        ? Tensor.FromDoubles(new TensorType(element, Shape.Scalar), [size.Size])
        : DimensionTensors.Vector(new Shape(size)).Reshape().Cast(element);

    /// <summary>
    /// The number of a row of a tensor whose leading axes are indexed, counted row by row: Σ index·stride, where negative indices count
    /// from the end. An index outside of its axis gives a number outside of all rows, so that gathering and scattering see it.
    /// </summary>
    /// <param name="sizes">The sizes of the axes.</param>
    /// <param name="indices">An index for each axis; they broadcast. What is known to be inside needs no test.</param>
    public static Tensor Flat(Shape sizes, IReadOnlyList<(Tensor Index, bool IsInside)> indices)
    {
        var strides = sizes.StrideExpressions();
        Tensor? flat = null, isInside = null;
        for (var axis = 0; axis < indices.Count; axis++)
        {
            var (index, isKnownInside) = indices[axis];
            if (!isKnownInside)
            {
                var size = Number(sizes[axis], index.Element);
                index = Tensor.Where(index < 0f, index + size, index);
                var fits = (index >= 0f) & (index < size);
                isInside = isInside is null ? fits : isInside & fits;
            }

            var part = strides[axis] == 1 ? index : index * Number(strides[axis], index.Element);
            flat = flat is null ? part : flat + part;
        }

        return isInside is null ? flat! : Tensor.Where(isInside, flat!, Number(sizes.Count, flat!.Element));
    }

    /// <summary>The number of the element of data for each element of indices, which say where it lies along one axis.</summary>
    public static Tensor OfElements(Shape data, Tensor indices, int axis)
    {
        axis = data.Axis(axis);
        return Flat(data, [.. Enumerable.Range(0, data.Rank).Select(a => a == axis ? (indices, false)
            : (Along(indices.Shape, a, indices.Element), true))]).Expand(indices.Shape);
    }

    /// <summary>The number of the slice of data for each row of indices, each of which names a place along the leading axes.</summary>
    /// <param name="data">The shape of the data.</param>
    /// <param name="indices">Indices; their last axis is a place.</param>
    /// <param name="batches">How many leading axes of both go together.</param>
    public static Tensor OfSlices(Shape data, Tensor indices, int batches)
    {
        var (depth, places) = (indices.Shape[-1].Size, new Shape(indices.Shape.SkipLast(1)));
        if (batches + depth == 0) return Tensor.FromDoubles(new TensorType(indices.Element, Shape.Scalar), [0]).Expand(places);
        var sizes = new Shape(data.Take(batches + depth));
        var parts = Enumerable.Range(0, batches).Select(axis => (Along(places, axis, indices.Element), true));
        var named = Enumerable.Range(0, depth)
            .Select(i => (indices.Slice([places.Rank], [i], [i + 1]).Reshape(places), false));
        return Flat(sizes, [.. parts, .. named]).Expand(places);
    }

    /// <summary>The elements of a tensor as rows: its first axes become one.</summary>
    public static Tensor Rows(Tensor data, int axes) =>
        data.Reshape(new Shape([data.Shape.Product(0, axes), .. data.Shape.Skip(axes)]));

    /// <summary>An index of an axis, negative ones from the end.</summary>
    /// <exception cref="AxisIndexException">It is outside.</exception>
    public static int Checked(double index, int size) => index >= -size && index < size
        ? (int)(index < 0 ? index + size : index)
        : throw new AxisIndexException((long)index, size);

    /// <summary>That an input has indices.</summary>
    public static void CheckIndices(TensorType indices)
    {
        if (indices.Element is not (ElementType.Int32 or ElementType.Int64))
            throw new ShapeException($"indices must be Int32 or Int64; they are {indices}.");
    }
}
