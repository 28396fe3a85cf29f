using Bantam.Autodiff;
using Bantam.Kernels;
using Bantam.Tensors;

namespace Bantam.Operators.Comparison;

/// <summary>
/// Where the condition holds x, elsewhere y; all three broadcast. <see href="https://onnx.ai/onnx/operators/onnx__Where.html"/>
/// </summary>
public sealed record Where : ElementwiseOperator
{
    /// <inheritdoc/>
    public override int Arity => 3;

    /// <inheritdoc/>
    public override bool Moves(int input) => input > 0;

    /// <inheritdoc/>
    public override NdArray[] Reference(IReadOnlyList<NdArray?> inputs, IReadOnlyList<TensorType> outputs)
    {
        var (condition, x, y, result) = (inputs[0]!, inputs[1]!, inputs[2]!, new NdArray(outputs[0]));
        result.ForEach((indices, offset) =>
        {
            var chosen = condition.Elements[condition.Broadcast(indices)] != 0 ? x : y;
            result.Elements[offset] = chosen.Elements[chosen.Broadcast(indices)];
        });
        return [result];
    }

    /// <inheritdoc/>
    public override Expr Body(IReadOnlyList<Expr> inputs) => Ops.Select(inputs[0], inputs[1], inputs[2]);

    /// <inheritdoc/>
    public override Tensor?[] Gradient(GradientContext context)
    {
        var (condition, x, y) = (context.Inputs[0]!, context.Inputs[1]!, context.Inputs[2]!);
        return
        [
            null,
            SumTo(Tensor.Where(condition, context.OutputGradient, 0f), x),
            SumTo(Tensor.Where(condition, 0f, context.OutputGradient), y),
        ];
    }

    /// <inheritdoc/>
    protected override ElementType Result(OperatorInputs inputs)
    {
        if (inputs[0].Element != ElementType.Bool) throw new ShapeException($"the condition must be Bool; it is {inputs[0]}.");
        if (inputs[1].Element != inputs[2].Element)
            throw new ShapeException($"both choices must have one element type; they are {inputs[1]} and {inputs[2]}.");
        return inputs[1].Element;
    }
}
