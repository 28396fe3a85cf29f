using Bantam.Tensors;

namespace Bantam.Operators.Text;

/// <summary>
/// The texts of input 0, each followed by that of input 1; both broadcast.
/// <see href="https://onnx.ai/onnx/operators/onnx__StringConcat.html"/>
/// </summary>
public sealed record StringConcat : TextOperator
{
    /// <inheritdoc/>
    public override TensorType[] Infer(OperatorInputs inputs) =>
        [new TensorType(ElementType.String, Shape.Broadcast(Texts(inputs, 0), Texts(inputs, 1)))];

    /// <inheritdoc/>
    public override AxisMap Axes(OperatorInputs inputs) =>
        AxisMap.Elementwise([inputs.Shape(0), inputs.Shape(1)], Shape.Broadcast(inputs.Shape(0), inputs.Shape(1)));

    /// <inheritdoc/>
    public override Tensor[] Evaluate(IReadOnlyList<Tensor?> inputs)
    {
        var result = new Tensor(InferFor(inputs)[0]);
        var (left, right) = (inputs[0]!.Expand(result.Shape), inputs[1]!.Expand(result.Shape));
        for (var i = 0; i < result.Strings.Length; i++) result.Strings[i] = left.Strings[i] + right.Strings[i];
        return [result];
    }
}
