using Bantam.Tensors;

namespace Bantam.Operators.Linear;

/// <summary>
/// α·A·B + β·C of matrices, A and B transposed or not; C broadcasts and may be absent.
/// <see href="https://onnx.ai/onnx/operators/onnx__Gemm.html"/>
/// </summary>
/// <param name="Alpha">The factor of the product.</param>
/// <param name="Beta">The factor of C.</param>
/// <param name="TransA">Whether A is given as [k, m].</param>
/// <param name="TransB">Whether B is given as [n, k].</param>
public sealed record Gemm(float Alpha = 1, float Beta = 1, bool TransA = false, bool TransB = false) : Operator
{
    /// <inheritdoc/>
    public override TensorType[] Infer(OperatorInputs inputs)
    {
        var (a, b) = (inputs.Shape(0), inputs.Shape(1));
        if (a.Rank != 2 || b.Rank != 2) throw new ShapeException($"both factors must be matrices; they are {a} and {b}.");
        if (inputs[0].Element != inputs[1].Element)
            throw new ShapeException($"both factors must have one element type; they are {inputs[0]} and {inputs[1]}.");
        var (m, depth) = TransA ? (a[1], a[0]) : (a[0], a[1]);
        var (other, n) = TransB ? (b[1], b[0]) : (b[0], b[1]);
        if (Dimension.Differ(depth, other))
            throw new ShapeException(
                $"the factors must agree on the axis that is summed; {a}{(TransA ? " transposed" : "")} has {depth}, "
                + $"{b}{(TransB ? " transposed" : "")} has {other}.");
        var result = new Shape(m, n);
        if (inputs.Optional(2) is { } c && Shape.Differ(Shape.Broadcast(c.Shape, result), result))
            throw new ShapeException($"C must broadcast to {result}; it is {c.Shape}.");
        return [inputs[0] with { Shape = result }];
    }

    /// <inheritdoc/>
    public override AxisMap Axes(OperatorInputs inputs)
    {
        var (a, b, result) = (inputs.Shape(0), inputs.Shape(1), Infer(inputs)[0].Shape);
        var depth = new AxisLabel();
        var labels = AxisMap.Labels(result);
        var c = inputs.Optional(2) is { } bias ? AxisMap.Broadcast(bias.Shape, result, labels) : null;
        var left = AxisMap.Axes(a, TransA ? [depth, labels[0]] : [labels[0], depth]);
        var right = AxisMap.Axes(b, TransB ? [labels[1], depth] : [depth, labels[1]]);
        return new AxisMap([left, right, c], [AxisMap.Axes(result, labels)]);
    }

    /// <inheritdoc/>
    public override Tensor[] Expand(IReadOnlyList<Tensor?> inputs)
    {
        var (a, b) = (inputs[0]!, inputs[1]!);
        var product = (TransA ? a.TransposeLast() : a).MatMul(TransB ? b.TransposeLast() : b);
        if (Alpha != 1) product *= Alpha;
        if (inputs.ElementAtOrDefault(2) is not { } c || Beta == 0) return [product];
        return [product + (Beta == 1 ? c : c * Beta)];
    }

    /// <inheritdoc/>
    public override NdArray[] Reference(IReadOnlyList<NdArray?> inputs, IReadOnlyList<TensorType> outputs)
    {
        var (a, b, c) = (inputs[0]!, inputs[1]!, inputs.ElementAtOrDefault(2));
        var depth = a.Sizes[TransA ? 0 : 1];
        var result = new NdArray(outputs[0]);
        result.ForEach((indices, offset) =>
        {
            var (m, n, sum) = (indices[0], indices[1], 0.0);
            for (var k = 0; k < depth; k++) sum += (TransA ? a[k, m] : a[m, k]) * (TransB ? b[n, k] : b[k, n]);
            result.Elements[offset] = (Alpha * sum) + (c is null ? 0 : Beta * c.Elements[c.Broadcast(indices)]);
        });
        return [result];
    }
}
