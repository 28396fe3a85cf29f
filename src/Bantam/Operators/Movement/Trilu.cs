using Bantam.Tensors;

namespace Bantam.Operators.Movement;

/// <summary>
/// Of the matrices in the last two axes the part from a diagonal upwards or downwards, 0 elsewhere. Input 1 is how far that diagonal lies
/// above the main one, an Int64 scalar, 0 where it is absent. <see href="https://onnx.ai/onnx/operators/onnx__Trilu.html"/>
/// </summary>
/// <param name="IsUpper">Whether the part above stays, not the one below.</param>
public sealed record Trilu(bool IsUpper = true) : Operator
{
    /// <inheritdoc/>
    public override TensorType[] Infer(OperatorInputs inputs)
    {
        if (inputs.Shape(0).Rank < 2) throw new ShapeException($"the input must have two axes or more; it is {inputs[0]}.");
        if (inputs.Optional(1) is { } k && (k.Element != ElementType.Int64 || Dimension.Differ(k.Shape.Count, 1)))
            throw new ShapeException($"the diagonal must be an Int64 scalar; it is {k}.");
        return [inputs[0]];
    }

    /// <inheritdoc/>
    public override bool Moves(int input) => input == 0;

    /// <inheritdoc/>
    public override Tensor[] Expand(IReadOnlyList<Tensor?> inputs)
    {
        var x = inputs[0]!;
        var matrix = new Shape(x.Shape.Skip(x.Shape.Rank - 2));
        var above = Positions.Along(matrix, 1) - Positions.Along(matrix, 0);
        var k = inputs.ElementAtOrDefault(1)?.Reshape() ?? Tensor.Scalar(0L);
        return [Tensor.Where(IsUpper ? above >= k : above <= k, x, 0f)];
    }

    /// <inheritdoc/>
    public override NdArray[] Reference(IReadOnlyList<NdArray?> inputs, IReadOnlyList<TensorType> outputs)
    {
        var (input, result) = (inputs[0]!, new NdArray(outputs[0]));
        var k = inputs.ElementAtOrDefault(1)?.Elements[0] ?? 0;
        result.ForEach((at, offset) =>
        {
            var above = at[^1] - at[^2];
            if (IsUpper ? above >= k : above <= k) result.Elements[offset] = input.Elements[offset];
        });
        return [result];
    }
}
