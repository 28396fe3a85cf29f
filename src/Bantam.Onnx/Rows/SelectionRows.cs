using Bantam.Onnx.Reading;
using Bantam.Operators.Movement;
using Bantam.Operators.Reduction;
using Bantam.Tensors;
using static Bantam.Onnx.Rows.OperatorRow;

namespace Bantam.Onnx.Rows;

/// <summary>Operators that pick elements by index or by size, put elements at indices, or mark them.</summary>
internal static class SelectionRows
{
    private static readonly (string, ScatterReduction)[] Reductions =
    [
        ("none", ScatterReduction.None), ("add", ScatterReduction.Add), ("mul", ScatterReduction.Mul),
        ("max", ScatterReduction.Max), ("min", ScatterReduction.Min),
    ];

    public static IEnumerable<OperatorRow> All =>
    [
        Of<GatherElements>((a, op) => new(a.Int("axis", 0, op?.Axis)), since: 11),
        Of<GatherND>((a, op) => new(a.Int("batch_dims", 0, op?.BatchDims)), since: 11),
        Of<ScatterElements>((a, op) => new(a.Int("axis", 0, op?.Axis), Reduction(a, op)), since: 11),
        Of<ScatterND>((a, op) => new(Reduction(a, op)), since: 11),
        Of<TensorScatter>((a, op) => new(
            a.Int("axis", -2, op?.Axis), a.Choice("mode", "linear", [("linear", false), ("circular", true)], op?.IsCircular)), since: 24),
        Of<TopK>((a, op) => new(
            a.Int("axis", -1, op?.Axis), a.Bool("largest", true, op?.IsLargest), a.Bool("sorted", true, op?.IsSorted)), since: 10),
        Of<Unique>((a, op) => new(a.OptionalInt("axis", op?.Axis), a.Bool("sorted", true, op?.IsSorted)), since: 11)
            with { LeastOutputs = 1 },
        Of<OneHot>((a, op) => new(a.Int("axis", -1, op?.Axis)), since: 9),
        Of<EyeLike>((a, op) => new(a.OptionalElement("dtype", op?.Element), a.Int("k", 0, op?.K)), since: 9),
        Of<Trilu>((a, op) => new(a.Bool("upper", true, op?.IsUpper)), since: 14),
        Of<CumSum>((a, op) => new(a.Bool("exclusive", false, op?.IsExclusive), a.Bool("reverse", false, op?.IsReverse)), since: 11),
        Of<CumProd>((a, op) => new(a.Bool("exclusive", false, op?.IsExclusive), a.Bool("reverse", false, op?.IsReverse)), since: 26),

        // Its name before version 11.
        new("Scatter", 9, node => node.Apply(new ScatterElements(node.Attributes.Int("axis", 0)))),
        new(nameof(TopK), 1, TopKByAttribute),
    ];

    private static ScatterReduction Reduction(Attributes a, ScatterOperator? op) =>
        a.Choice("reduction", "none", Reductions, op?.Reduction);

    /// <summary>Before version 10 the number was an attribute.</summary>
    private static Tensor[] TopKByAttribute(OnnxNode node)
    {
        var count = node.Attributes.Long("k") ?? throw node.Error("attribute 'k' is missing.");
        return node.Apply(new TopK(node.Attributes.Int("axis", -1)), node.Input(0), MovementRows.Vector([count]));
    }
}
