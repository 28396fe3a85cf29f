using Bantam.Operators.Comparison;
using static Bantam.Onnx.Rows.OperatorRow;

namespace Bantam.Onnx.Rows;

/// <summary>Comparisons and choices.</summary>
internal static class ComparisonRows
{
    public static IEnumerable<OperatorRow> All =>
    [
        Of<Equal>(since: 7),
        Of<Greater>(since: 7),
        Of<Where>(since: 9),
        new(nameof(Equal), 1, node => ArithmeticRows.Aligned(node, new Equal())),
        new(nameof(Greater), 1, node => ArithmeticRows.Aligned(node, new Greater())),
    ];
}
