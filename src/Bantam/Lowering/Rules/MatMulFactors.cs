using Bantam.Graphs;
using Bantam.Operators.Movement;
using Bantam.Tensors;

namespace Bantam.Lowering.Rules;

/// <summary>The factors of a matrix product as the template reads them: [batch…, m, k] and [batch…, k, n].</summary>
/// <param name="Left">The left factor, with a stride an axis.</param>
/// <param name="Right">The right factor, with a stride an axis.</param>
/// <param name="Batch">The sizes of the axes over which the product is repeated on other factors.</param>
/// <param name="M">Rows.</param>
/// <param name="Depth">What is summed over.</param>
/// <param name="N">Columns.</param>
internal sealed record MatMulFactors(
    MatMulFactors.Strided Left, MatMulFactors.Strided Right, Dimension[] Batch, Dimension M, Dimension Depth, Dimension N)
{
    /// <summary>The factors of a node.</summary>
    /// <param name="node">The node.</param>
    /// <param name="views">Which factors have rows that lie further apart than they are long; null for none.</param>
    public static MatMulFactors Of(Node node, Views? views = null)
    {
        var (left, right) = (node.Inputs[0]!, node.Inputs[1]!);
        var (rows, columns) = (Matrix(left.Type.Shape, isLeft: true), Matrix(right.Type.Shape, isLeft: false));
        var (m, depth, n) = (rows[^2], rows[^1], columns[^1]);
        Dimension[] batch = [.. Shape.Broadcast(new Shape(rows[..^2]), new Shape(columns[..^2]))];
        var a = Read(left, rows, batch, views, transposed => transposed[^1] == 1 || transposed[^2] == 1);
        var b = Read(right, columns, batch, views, transposed => transposed[^1] == 1);

        // Where the right factor repeats, the products below one another are one with more rows.
        while (batch.Length > 0 && b.Strides[^3] == 0 && (batch[^1] == 1 || m == 1 || a.Strides[^3] == m * a.Strides[^2]))
        {
            var row = m == 1 && batch[^1] != 1 ? a.Strides[^3] : a.Strides[^2];
            m *= batch[^1];
            batch = batch[..^1];
            a = a with { Strides = [.. a.Strides[..^3], row, a.Strides[^1]] };
            b = b with { Strides = [.. b.Strides[..^3], .. b.Strides[^2..]] };
        }

        return new MatMulFactors(a, b, batch, m, depth, n);
    }

    /// <summary>The parts that a call needs.</summary>
    public void Deconstruct(out Strided left, out Strided right, out Dimension m, out Dimension depth, out Dimension n) =>
        (left, right, m, depth, n) = (Left, Right, M, Depth, N);

    /// <summary>A vector stands for a row on the left, a column on the right.</summary>
    private static Dimension[] Matrix(Shape shape, bool isLeft) =>
        shape.Rank > 1 ? [.. shape] : isLeft ? [1, shape[0]] : [shape[0], 1];

    /// <summary>A factor where it lies: of a transposed one what was transposed, if the template can walk that.</summary>
    private static Strided Read(Value factor, Dimension[] sizes, Dimension[] batch, Views? views, Func<Dimension[], bool> canWalk)
    {
        if (factor.Producer is { Operator: Transpose transpose } producer)
        {
            var own = producer.Inputs[0]!.Type.Shape.StrideExpressions();
            Dimension[] strides = [.. transpose.Permutation.Select(axis => own[axis])];
            if (strides.Length > 1 && canWalk(strides)) return new Strided(producer.Inputs[0]!, Broadcast(strides));
        }

        var hasGaps = factor.Type.Shape.Rank > 1 && views?.IsPart(factor) == true;
        return new Strided(factor, Broadcast(hasGaps ? views!.Strides(factor) : new Shape(sizes).StrideExpressions()));

        Dimension[] Broadcast(Dimension[] strides)
        {
            var missing = batch.Length + 2 - sizes.Length;
            return [.. Enumerable.Repeat((Dimension)0, missing), .. strides.Select((stride, axis) => Repeats(axis) ? 0 : stride)];

            bool Repeats(int axis) =>
                axis < sizes.Length - 2 && (sizes[axis] == batch[axis + missing] ? sizes[axis] == 1 : sizes[axis].Is(1));
        }
    }

    /// <summary>A tensor and the elements between neighbours along each axis, 0 where it repeats.</summary>
    internal sealed record Strided(Value Value, Dimension[] Strides);
}
