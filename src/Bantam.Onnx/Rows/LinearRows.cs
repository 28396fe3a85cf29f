using Bantam.Operators.Linear;
using static Bantam.Onnx.Rows.OperatorRow;
using static Bantam.Onnx.Rows.WeightRole;

namespace Bantam.Onnx.Rows;

/// <summary>Matrix products.</summary>
internal static class LinearRows
{
    public static IEnumerable<OperatorRow> All =>
    [
        Of<MatMul>().Weights(Trained, Trained),
    ];
}
