using Bantam.Tensors;

namespace Bantam.Operators.Linear;

/// <summary>
/// The matrix product of 8-bit integers, inside plans also of Int16, summed in Int32. Inputs 2 and 3, which may be absent, are the zero
/// points that are taken off A and B first: one number, or one for each row of A and each column of B.
/// <see href="https://onnx.ai/onnx/operators/onnx__MatMulInteger.html"/>
/// </summary>
public sealed record MatMulInteger : Operator
{
    /// <inheritdoc/>
    public override TensorType[] Infer(OperatorInputs inputs)
    {
        if (!IsShort(inputs[0].Element) || !IsShort(inputs[1].Element))
            throw new ShapeException($"both factors must be Int8 or UInt8; they are {inputs[0]} and {inputs[1]}.");
        for (var i = 2; i < 4; i++)
            if (inputs.Optional(i) is { } zero && zero.Element != inputs[i - 2].Element)
                throw new ShapeException(
                    $"a zero point must have the element type of its factor; the factor is {inputs[i - 2]}, its zero point {zero}.");
        var product = new MatMul().Infer(new OperatorInputs([Summed(inputs[0]), Summed(inputs[1])], []));
        return [product[0] with { Element = ElementType.Int32 }];
    }

    /// <inheritdoc/>
    public override Tensor[] Expand(IReadOnlyList<Tensor?> inputs)
    {
        var (rows, columns) = (inputs.ElementAtOrDefault(2), inputs.ElementAtOrDefault(3));
        if (rows is not null) rows = ZeroOfRows(inputs[0]!, rows);
        return [Centred(inputs[0]!, rows).MatMul(Centred(inputs[1]!, columns))];
    }

    /// <summary>The zero point of the left factor as it broadcasts to it.</summary>
    internal static Tensor ZeroOfRows(Tensor left, Tensor zero) =>
        zero.Shape.Rank == 1 && left.Shape.Rank > 1 ? zero.Unsqueeze(-1) : zero;

    /// <summary>Quantized numbers as Int32, less their zero point.</summary>
    internal static Tensor Centred(Tensor quantized, Tensor? zero)
    {
        var wide = quantized.Cast(ElementType.Int32);
        return zero is null ? wide : wide - zero.Cast(ElementType.Int32);
    }

    /// <summary>Whether products of this type are summed in Int32.</summary>
    internal static bool IsShort(ElementType element) => element is ElementType.Int8 or ElementType.UInt8 or ElementType.Int16;

    private static TensorType Summed(TensorType factor) => factor with { Element = ElementType.Int32 };
}
