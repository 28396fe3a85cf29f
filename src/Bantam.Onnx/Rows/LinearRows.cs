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
        Of<MatMulInteger>(since: 10),
        Of<Gemm>(Product, since: 7).Weights(Trained, Trained, Trained),
        Of<Det>(since: 11),
        Of<Einsum>((a, op) => new(a.Text("equation", "", op?.Equation)), since: 12),
        new OperatorRow(nameof(Gemm), 1, node =>
        {
            // Before version 7 the third input broadcast only where told to; where it need not, it is the same.
            node.Attributes.Ignore("broadcast");
            return node.Apply(Product(node.Attributes, null));
        }).Weights(Trained, Trained, Trained),
    ];

    private static Gemm Product(Attributes a, Gemm? op) => new(
        a.Float("alpha", 1, op?.Alpha), a.Float("beta", 1, op?.Beta),
        a.Bool("transA", false, op?.TransA), a.Bool("transB", false, op?.TransB));
}
