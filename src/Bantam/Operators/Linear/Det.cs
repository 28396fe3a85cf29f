using Bantam.Autodiff;
using Bantam.Tensors;

namespace Bantam.Operators.Linear;

/// <summary>
/// The determinants of square matrices, the last two axes. <see href="https://onnx.ai/onnx/operators/onnx__Det.html"/>
/// </summary>
public sealed record Det : Operator
{
    private const int LargestExpanded = 3;

    /// <inheritdoc/>
    public override TensorType[] Infer(OperatorInputs inputs)
    {
        var shape = inputs.Shape(0);
        return shape.Rank >= 2 && !Dimension.Differ(shape[-1], shape[-2]) && inputs[0].Element.IsFloating()
            ? [inputs[0] with { Shape = new Shape(shape.SkipLast(2)) }]
            : throw new ShapeException($"the last two axes must be square matrices of floats; the input is {inputs[0]}.");
    }

    /// <summary>Small ones are written out; larger ones need pivots.</summary>
    public override Tensor[]? Expand(IReadOnlyList<Tensor?> inputs)
    {
        var x = inputs[0]!;
        if (!x.Shape[-1].IsKnown || x.Shape[-1].Size is 0 or > LargestExpanded) return null;
        int[] all = [.. Enumerable.Range(0, x.Shape[-1].Size)];
        return [Laplace(x, all, all)];
    }

    /// <inheritdoc/>
    public override NdArray[] Reference(IReadOnlyList<NdArray?> inputs, IReadOnlyList<TensorType> outputs)
    {
        var (n, result) = (inputs[0]!.Sizes[^1], new NdArray(outputs[0]));
        for (var i = 0; i < result.Count; i++) result.Elements[i] = Eliminate(inputs[0]!.Elements.AsSpan(i * n * n, n * n).ToArray(), n);
        return [result];
    }

    /// <summary>The cofactors: determinants without one row and one column.</summary>
    public override Tensor?[] Gradient(GradientContext context)
    {
        var (x, g) = (context.Inputs[0]!, context.OutputGradient.Unsqueeze(-1, -2));
        var (n, rank) = (x.Shape[-1].Size, x.Shape.Rank);
        if (n < 2) return [g.Expand(x.Shape)];
        var others = Tensor.From<long>(
            [.. from i in Enumerable.Range(0, n) from k in Enumerable.Range(0, n) where k != i select (long)k], Shape.Of(n, n - 1));

        // [row left out, rows, column left out, columns]
        var minors = x.Gather(others, rank - 2).Gather(others, rank);
        int[] order = [.. Enumerable.Range(0, rank - 2), rank - 2, rank, rank - 1, rank + 1];
        var signs = Tensor.FromDoubles(
            new TensorType(x.Element, Shape.Of(n, n)),
            [.. Enumerable.Range(0, n * n).Select(i => ((i / n) + (i % n)) % 2 == 0 ? 1.0 : -1)]);
        return [g * signs * ApplyOne(minors.Transpose(order))];
    }

    private static Tensor Laplace(Tensor x, int[] rows, int[] columns)
    {
        if (rows.Length == 1)
        {
            var axis = x.Shape.Rank - 2;
            return x.Slice([axis, axis + 1], [rows[0], columns[0]], [rows[0] + 1, columns[0] + 1]).Squeeze(axis, axis + 1);
        }

        Tensor? sum = null;
        for (var i = 0; i < columns.Length; i++)
        {
            var term = Laplace(x, rows[..1], columns[i..(i + 1)]) * Laplace(x, rows[1..], [.. columns[..i], .. columns[(i + 1)..]]);
            sum = sum is null ? term : i % 2 == 0 ? sum + term : sum - term;
        }

        return sum!;
    }

    /// <summary>The product of the pivots, the largest of each column.</summary>
    private static double Eliminate(double[] m, int n)
    {
        var determinant = 1.0;
        for (var k = 0; k < n; k++)
        {
            var pivot = Enumerable.Range(k, n - k).MaxBy(row => Math.Abs(m[(row * n) + k]));
            if (pivot != k)
            {
                determinant = -determinant;
                for (var j = 0; j < n; j++) (m[(k * n) + j], m[(pivot * n) + j]) = (m[(pivot * n) + j], m[(k * n) + j]);
            }

            determinant *= m[(k * n) + k];
            if (m[(k * n) + k] == 0) return determinant;
            for (var row = k + 1; row < n; row++)
            {
                var factor = m[(row * n) + k] / m[(k * n) + k];
                for (var j = k; j < n; j++) m[(row * n) + j] -= factor * m[(k * n) + j];
            }
        }

        return determinant;
    }
}
