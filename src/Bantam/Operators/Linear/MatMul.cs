using System.Numerics;
using Bantam.Autodiff;
using Bantam.Tensors;

namespace Bantam.Operators.Linear;

/// <summary>
/// The matrix product over the last two axes, [.., m, k] · [.., k, n] → [.., m, n]; axes before them broadcast, and a vector stands
/// for a row on the left, a column on the right. <see href="https://onnx.ai/onnx/operators/onnx__MatMul.html"/>
/// </summary>
public sealed record MatMul : Operator
{
    /// <inheritdoc/>
    public override TensorType[] Infer(OperatorInputs inputs)
    {
        var (a, b) = (inputs.Shape(0), inputs.Shape(1));
        if (a.Rank == 0 || b.Rank == 0) throw new ShapeException($"a matrix product takes vectors or matrices; these are {a} and {b}.");
        if (inputs[0].Element != inputs[1].Element)
            throw new ShapeException($"both factors must have one element type; they are {inputs[0]} and {inputs[1]}.");
        var depth = b.Rank == 1 ? b[0] : b[-2];
        if (Dimension.Differ(a[-1], depth))
            throw new ShapeException(
                $"the last axis of the left factor must be as long as the one before last of the right; {a} has {a[-1]}, {b} has {depth}.");
        var outer = Shape.Broadcast(new Shape(a.SkipLast(2)), new Shape(b.SkipLast(2)));
        Dimension[] rows = a.Rank > 1 ? [a[-2]] : [];
        Dimension[] columns = b.Rank > 1 ? [b[-1]] : [];
        return [inputs[0] with { Shape = new Shape([.. outer, .. rows, .. columns]) }];
    }

    /// <inheritdoc/>
    public override AxisMap Axes(OperatorInputs inputs)
    {
        var (a, b, result) = (inputs.Shape(0), inputs.Shape(1), Infer(inputs)[0].Shape);
        var (depth, rows, columns) = (new AxisLabel(), new AxisLabel(), new AxisLabel());
        var outer = new Shape(result.Take(Math.Max(Math.Max(a.Rank, b.Rank) - 2, 0)));
        var labels = AxisMap.Labels(outer);
        AxisPart[][] row = a.Rank > 1 ? [AxisMap.Axis(rows, a[-2])] : [], column = b.Rank > 1 ? [AxisMap.Axis(columns, b[-1])] : [];
        return new AxisMap(
            [[.. Outer(a), .. row, AxisMap.Axis(depth, a[-1])], [.. Outer(b), AxisMap.Axis(depth, a[-1]), .. column]],
            [[.. AxisMap.Axes(outer, labels), .. row, .. column]]);

        AxisPart[][] Outer(Shape factor) => AxisMap.Broadcast(new Shape(factor.SkipLast(2)), outer, labels);
    }

    /// <summary>
    /// A product with one column is a sum of each row, which lies there as vectors; a column of the result is not. Of a left factor that
    /// is transposed it is a row times what was transposed.
    /// </summary>
    public override Tensor[]? Expand(IReadOnlyList<Tensor?> inputs)
    {
        var (left, right) = (inputs[0]!, inputs[1]!);
        if (!IsColumn(right.Type) || left.Shape.Rank == 1) return null;
        var isMatrix = right.Shape.Rank > 1;
        var row = isMatrix ? right.Reshape(new Shape([.. right.Shape.SkipLast(2), 1, right.Shape[-2]])) : right;
        if (isMatrix && left.Value?.Producer is { Operator: Movement.Transpose { SwapsLast: true } } transpose)
        {
            var product = row.MatMul(left.Builder!.TensorOf(transpose.Inputs[0]!));
            return [product.Reshape(new Shape([.. product.Shape.SkipLast(2), product.Shape[-1], 1]))];
        }

        return [(left * row).ReduceSum([-1], keepDimensions: isMatrix)];
    }

    /// <summary>Whether a right factor is a single column of floating-point numbers.</summary>
    internal static bool IsColumn(TensorType right) => right.Element.IsFloating() && (right.Shape.Rank == 1 || right.Shape[-1].Is(1));

    /// <inheritdoc/>
    public override NdArray[] Reference(IReadOnlyList<NdArray?> inputs, IReadOnlyList<TensorType> outputs) =>
        [new NdArray(outputs[0], Product(inputs[0]!, inputs[1]!))];

    /// <inheritdoc/>
    protected override NdArray<Int128>[] Exact(IReadOnlyList<NdArray<Int128>?> inputs, IReadOnlyList<TensorType> outputs) =>
        [new NdArray<Int128>(outputs[0], Product(inputs[0]!, inputs[1]!))];

    /// <inheritdoc/>
    public override Tensor?[] Gradient(GradientContext context)
    {
        var (a, b, g) = (context.Inputs[0]!, context.Inputs[1]!, context.OutputGradient);
        var (left, right) = (a.Shape.Rank == 1 ? a.Unsqueeze([0]) : a, b.Shape.Rank == 1 ? b.Unsqueeze([1]) : b);
        if (b.Shape.Rank == 1) g = g.Unsqueeze([-1]);
        if (a.Shape.Rank == 1) g = g.Unsqueeze([-2]);

        // Many rows on the left and one matrix on the right are one tall product: its gradient needs no sum over the outer axes.
        if (right.Shape.Rank == 2 && left.Shape.Rank > 2)
        {
            var (tall, tallGradient) = (left.Flatten(-1), g.Flatten(-1));
            return [g.MatMul(right.TransposeLast()).Reshape(a.Shape), tall.TransposeLast().MatMul(tallGradient).Reshape(b.Shape)];
        }

        return
        [
            g.MatMul(right.TransposeLast()).SumTo(left.Shape).Reshape(a.Shape),
            left.TransposeLast().MatMul(g).SumTo(right.Shape).Reshape(b.Shape),
        ];
    }

    private static T[] Product<T>(NdArray<T> left, NdArray<T> right) where T : struct, INumber<T>
    {
        var (a, b) = (AsMatrix(left, isLeft: true), AsMatrix(right, isLeft: false));
        var (m, depth, n) = (a.Sizes[^2], a.Sizes[^1], b.Sizes[^1]);
        var outer = Shape.Broadcast(Shape.Of(a.Sizes.SkipLast(2)), Shape.Of(b.Sizes.SkipLast(2)));
        var result = new NdArray<T>(left.Type with { Shape = new Shape([.. outer, m, n]) });
        result.ForEach((indices, offset) =>
        {
            var (row, column) = ((int[])indices.Clone(), (int[])indices.Clone());
            var sum = T.Zero;
            for (var k = 0; k < depth; k++)
            {
                row[^1] = k;
                column[^2] = k;
                sum += a.Elements[a.Broadcast(row)] * b.Elements[b.Broadcast(column)];
            }

            result.Elements[offset] = sum;
        });
        return result.Elements;
    }

    private static NdArray<T> AsMatrix<T>(NdArray<T> array, bool isLeft) where T : struct, INumber<T> => array.Rank > 1 ? array
        : new(array.Type with { Shape = isLeft ? Shape.Of(1, array.Count) : Shape.Of(array.Count, 1) }, array.Elements);
}
