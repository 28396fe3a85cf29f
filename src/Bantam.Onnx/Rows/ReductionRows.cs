using Bantam.Operators.Reduction;
using static Bantam.Onnx.Rows.OperatorRow;

namespace Bantam.Onnx.Rows;

/// <summary>Reductions.</summary>
internal static class ReductionRows
{
    public static IEnumerable<OperatorRow> All =>
    [
        .. Reduce<ReduceSum>((keep, noop) => new(keep, noop), since: 13),
        .. Reduce<ReduceMean>((keep, noop) => new(keep, noop)),
        .. Reduce<ReduceMax>((keep, noop) => new(keep, noop)),
        .. Reduce<ReduceMin>((keep, noop) => new(keep, noop)),
        .. Reduce<ReduceProd>((keep, noop) => new(keep, noop)),
        .. Reduce<ReduceL1>((keep, noop) => new(keep, noop)),
        .. Reduce<ReduceL2>((keep, noop) => new(keep, noop)),
        .. Reduce<ReduceLogSum>((keep, noop) => new(keep, noop)),
        .. Reduce<ReduceLogSumExp>((keep, noop) => new(keep, noop)),
        .. Reduce<ReduceSumSquare>((keep, noop) => new(keep, noop)),
        Of<ArgMax>((a, op) => new(a.Int("axis", 0, op?.Axis), Keep(a, op?.KeepDimensions), Last(a, op))),
        Of<ArgMin>((a, op) => new(a.Int("axis", 0, op?.Axis), Keep(a, op?.KeepDimensions), Last(a, op))),
    ];

    /// <summary>The rows of a reduction: axes are an input from some version on, and an attribute before.</summary>
    private static IEnumerable<OperatorRow> Reduce<T>(Func<bool, bool, T> make, int since = 18) where T : ReduceOperator =>
    [
        Of<T>((a, op) => make(Keep(a, op?.KeepDimensions), a.Bool("noop_with_empty_axes", false, op?.NoopWithEmptyAxes)), since),
        new(typeof(T).Name, 1, node => MovementRows.WithAxes(node, make(Keep(node.Attributes, null), false))),
    ];

    private static bool Keep(Attributes a, bool? present) => a.Bool("keepdims", true, present);

    private static bool Last(Attributes a, ArgOperator? op) => a.Bool("select_last_index", false, op?.SelectLastIndex);
}
