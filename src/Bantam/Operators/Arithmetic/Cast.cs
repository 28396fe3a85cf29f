using Bantam.Autodiff;
using Bantam.Kernels;
using Bantam.Tensors;

namespace Bantam.Operators.Arithmetic;

/// <summary>
/// The elements as another type: floats to integers towards zero, anything but zero to true, numbers to texts and back.
/// <see href="https://onnx.ai/onnx/operators/onnx__Cast.html"/>
/// </summary>
/// <param name="To">The new element type.</param>
public sealed record Cast(ElementType To) : ElementwiseOperator
{
    /// <summary>How numbers become floats of 8 bits.</summary>
    public FloatRounding Rounding { get; init; } = FloatRounding.Default;

    /// <inheritdoc/>
    public override Tensor[] Evaluate(IReadOnlyList<Tensor?> inputs)
    {
        InferFor(inputs);
        return [inputs[0]!.Convert(To, Rounding)];
    }

    /// <inheritdoc/>
    public override int Arity => 1;

    /// <inheritdoc/>
    public override Expr Body(IReadOnlyList<Expr> inputs) => To switch
    {
        ElementType.Bool => inputs[0].Type.ToScalar() == KernelType.Bool ? inputs[0] : Ops.NotEqual(inputs[0], 0),
        _ => Ops.To(KernelTypes.Of(To), inputs[0]),
    };

    /// <inheritdoc/>
    public override Tensor[]? Simplify(IReadOnlyList<Tensor?> inputs, IReadOnlyList<TensorType> outputs) =>
        To == inputs[0]!.Element ? [inputs[0]!] : null;

    /// <inheritdoc/>
    public override Tensor?[] Gradient(GradientContext context) =>
        [To.IsFloating() && context.Inputs[0]!.Element.IsFloating() ? context.OutputGradient.Cast(context.Inputs[0]!.Element) : null];

    /// <inheritdoc/>
    protected override ElementType Result(OperatorInputs inputs) => To;
}
