using Bantam.Autodiff;
using Bantam.Operators.Logic;
using Bantam.Tensors;

namespace Bantam.Operators.Arithmetic;

/// <summary>
/// The remainder of a / b, broadcast; of whole numbers a itself where b is 0.
/// <see href="https://onnx.ai/onnx/operators/onnx__Mod.html"/>
/// </summary>
/// <param name="IsTruncated">Whether it has the sign of a, as C's fmod, which fractions must have; else that of b.</param>
public sealed record Mod(bool IsTruncated = false) : PairwiseOperator
{
    /// <inheritdoc/>
    public override TensorType[] Infer(OperatorInputs inputs) => IsTruncated || !inputs[0].Element.IsFloating() ? base.Infer(inputs)
        : throw new ShapeException($"the remainder of fractions has the sign of the dividend; inputs are {inputs[0]}. Set fmod to 1.");

    /// <inheritdoc/>
    public override Dimension[][]? Elements(OperatorInputs inputs, IReadOnlyList<TensorType> outputs) =>
        ShapeElements.Compute(
            2, inputs, outputs[0], x => x[0].IsNonNegative && x[1] is { IsKnown: true, Size: > 0 } ? x[0] % x[1] : null);

    /// <summary>Of whole numbers that kernels have; those of fractions run by reference, which is exact.</summary>
    public override Tensor[]? Expand(IReadOnlyList<Tensor?> inputs)
    {
        var (a, b) = (inputs[0]!, inputs[1]!);
        if (a.Element.Info() is not { IsInteger: true, HasKernels: true } info) return null;

        // Where b is 0 the quotient is a, and nothing is taken from a.
        var remainder = a - (a / b * b);
        if (IsTruncated || info.Kind == ElementKind.Unsigned) return [remainder];
        var hasOtherSign = new BitwiseXor().ApplyOne(remainder, b) < 0;
        return [Tensor.Where(hasOtherSign & !Tensor.Equal(remainder, 0), remainder + b, remainder)];
    }

    /// <inheritdoc/>
    public override Tensor?[] Gradient(GradientContext context)
    {
        // a − b·trunc(a / b), whose quotient is (a − remainder) / b.
        var (a, b, g) = (context.Inputs[0]!, context.Inputs[1]!, context.OutputGradient);
        if (!a.Element.IsFloating()) return [null, null];
        var quotient = ((a - context.Outputs[0]) / b).Round();
        return [g.SumTo(a.Shape), (-(g * quotient)).SumTo(b.Shape)];
    }

    /// <inheritdoc/>
    protected override T Compute<T>(T a, T b)
    {
        if (T.IsZero(b) && typeof(T) != typeof(double)) return a;
        var remainder = a % b;
        return !IsTruncated && !T.IsZero(remainder) && T.IsNegative(remainder) != T.IsNegative(b) ? remainder + b : remainder;
    }
}
