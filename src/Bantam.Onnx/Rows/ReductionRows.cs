using Bantam.Onnx.Reading;
using Bantam.Operators;
using Bantam.Operators.Reduction;
using Bantam.Tensors;
using static Bantam.Onnx.Rows.OperatorRow;

namespace Bantam.Onnx.Rows;

/// <summary>Reductions.</summary>
internal static class ReductionRows
{
    public static IEnumerable<OperatorRow> All =>
    [
        Of<ReduceSum>((a, op) => new(Keep(a, op), Noop(a, op)), since: 13),
        Of<ReduceMean>((a, op) => new(Keep(a, op), Noop(a, op)), since: 18),
        Of<ReduceMax>((a, op) => new(Keep(a, op), Noop(a, op)), since: 18),
        new(nameof(ReduceSum), 1, node => MovementRows.WithAxes(node, new ReduceSum(Keep(node.Attributes)))),
        new(nameof(ReduceMean), 1, node => MovementRows.WithAxes(node, new ReduceMean(Keep(node.Attributes)))),
        new(nameof(ReduceMax), 1, node => MovementRows.WithAxes(node, new ReduceMax(Keep(node.Attributes)))),
    ];

    private static bool Keep(Attributes a, ReduceOperator? op = null) => a.Bool("keepdims", true, op?.KeepDimensions);

    private static bool Noop(Attributes a, ReduceOperator? op) => a.Bool("noop_with_empty_axes", false, op?.NoopWithEmptyAxes);
}
