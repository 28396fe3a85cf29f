using Bantam.Autodiff;
using Bantam.Tensors;

namespace Bantam.Operators.Movement;

/// <summary>
/// Where elements are not 0: a row for each axis and a column for each such element, in their order, as Int64. How many there are
/// only a run shows. <see href="https://onnx.ai/onnx/operators/onnx__NonZero.html"/>
/// </summary>
public sealed record NonZero : Operator
{
    /// <inheritdoc/>
    public override TensorType[] Infer(OperatorInputs inputs)
    {
        var count = inputs.Constant(0) is { } tensor ? tensor.ToDoubles().Count(x => x != 0) : inputs.Unknown();
        return [new TensorType(ElementType.Int64, new Shape(inputs.Shape(0).Rank, count))];
    }

    /// <inheritdoc/>
    public override NdArray[] Reference(IReadOnlyList<NdArray?> inputs, IReadOnlyList<TensorType> outputs)
    {
        var result = new NdArray(outputs[0]);
        var column = 0;
        inputs[0]!.ForEach((indices, offset) =>
        {
            if (inputs[0]!.Elements[offset] == 0) return;
            for (var axis = 0; axis < indices.Length; axis++) result[axis, column] = indices[axis];
            column++;
        });
        return [result];
    }

    /// <inheritdoc/>
    public override Tensor?[] Gradient(GradientContext context) => [null];
}
