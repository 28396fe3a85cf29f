using Bantam.Autodiff;
using Bantam.Kernels;
using Bantam.Tensors;

namespace Bantam.Operators.Activation;

/// <summary>
/// x + bias below −λ, x − bias above λ, and 0 in between. Whole numbers are computed as floats and rounded towards zero.
/// <see href="https://onnx.ai/onnx/operators/onnx__Shrink.html"/>
/// </summary>
/// <param name="Bias">By how much what stays is brought nearer to 0.</param>
/// <param name="Lambda">λ, which ONNX calls lambd.</param>
public sealed record Shrink(float Bias = 0, float Lambda = 0.5f) : ElementwiseOperator
{
    /// <inheritdoc/>
    public override int Arity => 1;

    /// <inheritdoc/>
    public override Expr Body(IReadOnlyList<Expr> inputs)
    {
        var type = inputs[0].Type.ToScalar();
        if (inputs[0].Type.IsFloat()) return Of(inputs[0]);
        return Ops.To(type, Of(Ops.To(type == KernelType.I64 ? KernelType.F64 : KernelType.F32, inputs[0])));
    }

    /// <inheritdoc/>
    public override Tensor?[] Gradient(GradientContext context) =>
        [Tensor.Where(context.Inputs[0]!.Abs() > Lambda, context.OutputGradient, 0f)];

    private Expr Of(Expr x) => Ops.Select(x < -Lambda, x + Bias, Ops.Select(x > Lambda, x - Bias, 0f));
}
