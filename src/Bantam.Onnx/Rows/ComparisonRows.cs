using Bantam.Operators.Comparison;
using Bantam.Operators.Logic;
using static Bantam.Onnx.Rows.OperatorRow;

namespace Bantam.Onnx.Rows;

/// <summary>Comparisons, choices and logic.</summary>
internal static class ComparisonRows
{
    public static IEnumerable<OperatorRow> All =>
    [
        Of<Equal>(since: 7),
        Of<Greater>(since: 7),
        Of<GreaterOrEqual>(since: 12),
        Of<Less>(since: 7),
        Of<LessOrEqual>(since: 12),
        Of<Where>(since: 9),
        Of<IsNaN>(since: 9),
        Of<IsInf>((a, op) => new(
            a.Bool("detect_negative", true, op?.DetectNegative), a.Bool("detect_positive", true, op?.DetectPositive)), since: 10),
        Of<And>(since: 7),
        Of<Or>(since: 7),
        Of<Xor>(since: 7),
        Of<Not>(),
        Of<BitwiseAnd>(since: 18),
        Of<BitwiseOr>(since: 18),
        Of<BitwiseXor>(since: 18),
        Of<BitwiseNot>(since: 18),
        Of<BitShift>((a, op) => new(a.Choice("direction", "", [("LEFT", true), ("RIGHT", false)], op?.IsLeft)), since: 11),

        new(nameof(Equal), 1, node => ArithmeticRows.Aligned(node, new Equal())),
        new(nameof(Greater), 1, node => ArithmeticRows.Aligned(node, new Greater())),
        new(nameof(Less), 1, node => ArithmeticRows.Aligned(node, new Less())),
        new(nameof(And), 1, node => ArithmeticRows.Aligned(node, new And())),
        new(nameof(Or), 1, node => ArithmeticRows.Aligned(node, new Or())),
        new(nameof(Xor), 1, node => ArithmeticRows.Aligned(node, new Xor())),
    ];
}
