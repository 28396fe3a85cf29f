using Bantam.Operators.Linear;
using Bantam.Tensors;

namespace Bantam.Operators.Quantization;

/// <summary>
/// The matrix product of quantized factors, quantized: <see cref="MatMulInteger"/> times the scales of the factors over that of the
/// result, rounded once. The inputs are A, its scale and zero point, the same of B, and the scale and zero point of the result; those of
/// A may be one for each row, those of B one for each column. <see href="https://onnx.ai/onnx/operators/onnx__QLinearMatMul.html"/>
/// </summary>
public sealed record QLinearMatMul : Operator
{
    /// <inheritdoc/>
    public override TensorType[] Infer(OperatorInputs inputs)
    {
        var product = new MatMulInteger().Infer(new OperatorInputs(Factors(inputs), []))[0];
        return [product with { Element = inputs[7].Element }];
    }

    /// <inheritdoc/>
    public override Tensor[] Expand(IReadOnlyList<Tensor?> inputs)
    {
        var (a, b) = (inputs[0]!, inputs[3]!);
        var sums = new MatMulInteger().ApplyOne(a, b, inputs[2], inputs[5]);
        return [Requantized(sums, null, MatMulInteger.ZeroOfRows(a, inputs[1]!), inputs[4]!, inputs[6]!, inputs[7]!)];
    }

    /// <summary>The types of both factors, where all scales and zero points are there.</summary>
    /// <exception cref="ShapeException">One is missing.</exception>
    internal static TensorType[] Factors(OperatorInputs inputs)
    {
        TensorType[] all = [.. Enumerable.Range(0, 8).Select(i => inputs[i])];
        return [all[0], all[3]];
    }

    /// <summary>
    /// Sums of products of quantized numbers, and a bias in the same units, as quantized numbers: scaled by one factor in Float, and
    /// rounded.
    /// </summary>
    internal static Tensor Requantized(Tensor sums, Tensor? bias, Tensor left, Tensor right, Tensor scale, Tensor zero)
    {
        if (bias is not null) sums += bias;
        var factor = left.Cast(ElementType.Float) * right.Cast(ElementType.Float) / One(scale.Cast(ElementType.Float));
        return QuantizeLinear.Integers(sums.Cast(ElementType.Float) * factor, One(zero), zero.Element);
    }

    /// <summary>A tensor of one number as a scalar.</summary>
    private static Tensor One(Tensor tensor) => tensor.Shape.Rank == 0 ? tensor : tensor.Reshape();
}
