using Bantam.Autodiff;
using Bantam.Kernels;
using Bantam.Tensors;

namespace Bantam.Operators.Activation;

/// <summary>
/// x, and slope·x where x is negative (He and others 2015). Input 1 is the slope, which broadcasts to x.
/// <see href="https://onnx.ai/onnx/operators/onnx__PRelu.html"/>
/// </summary>
public sealed record PRelu : ElementwiseOperator
{
    /// <inheritdoc/>
    public override int Arity => 2;

    /// <inheritdoc/>
    public override Expr Body(IReadOnlyList<Expr> inputs) => Ops.Select(inputs[0] < 0, inputs[0] * inputs[1], inputs[0]);

    /// <inheritdoc/>
    public override Tensor?[] Gradient(GradientContext context)
    {
        var (x, slope, g) = (context.Inputs[0]!, context.Inputs[1]!, context.OutputGradient);
        return [Tensor.Where(x < 0f, g * slope, g), SumTo(Tensor.Where(x < 0f, g * x, 0f), slope)];
    }

    /// <inheritdoc/>
    protected override Shape ResultShape(OperatorInputs inputs)
    {
        var shape = base.ResultShape(inputs);
        return !Shape.Differ(shape, inputs.Shape(0)) ? inputs.Shape(0)
            : throw new ShapeException($"the slope must broadcast to the input's shape; the input is {inputs[0]}, the slope {inputs[1]}.");
    }
}
