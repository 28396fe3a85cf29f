using Bantam.Operators.Quantization;
using static Bantam.Onnx.Rows.OperatorRow;

namespace Bantam.Onnx.Rows;

/// <summary>Quantization, and products of quantized numbers.</summary>
internal static class QuantizationRows
{
    public static IEnumerable<OperatorRow> All =>
    [
        Of<QuantizeLinear>(
            (a, op) => new(Along(a, op?.Along), a.OptionalElement("output_dtype", op?.To), a.Bool("saturate", true, op?.Saturates),
                a.OptionalElement("precision", op?.Precision)),
            since: 10),
        Of<DequantizeLinear>((a, op) => new(Along(a, op?.Along), a.OptionalElement("output_dtype", op?.To)), since: 10),
        Of<DynamicQuantizeLinear>(since: 11),
        Of<QLinearMatMul>(since: 10),
        Of<QLinearConv>((a, op) => new(WindowRows.Convolution(a, op?.Attributes, weights: 3)), since: 10),
    ];

    private static QuantizationAxis Along(Attributes a, QuantizationAxis? along) =>
        new(a.Int("axis", 1, along?.Axis), a.Int("block_size", 0, along?.BlockSize));
}
