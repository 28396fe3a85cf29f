using Bantam.Onnx.Reading;
using Bantam.Operators;
using Bantam.Operators.Movement;
using Bantam.Tensors;
using static Bantam.Onnx.Rows.OperatorRow;
using static Bantam.Onnx.Rows.WeightRole;

namespace Bantam.Onnx.Rows;

/// <summary>Operators that move elements about.</summary>
internal static class MovementRows
{
    public static IEnumerable<OperatorRow> All =>
    [
        Of<Identity>().Weights(Trained),
        Of<Expand>(since: 8),
        Of<Flatten>((a, op) => new(a.Int("axis", 1, op?.Axis))),
        Of<Reshape>((a, op) => new(a.Bool("allowzero", false, op?.AllowZero)), since: 5).Weights(Trained),
        Of<Squeeze>(since: 13).Weights(Trained),
        Of<Unsqueeze>(since: 13).Weights(Trained),
        Of<Transpose>((a, op) => new(a.Ints("perm", Reversed(a.Rank(0)), op?.Permutation))).Weights(Trained),
        new(nameof(Reshape), 1, node => Reshape1(node)),
        new(nameof(Squeeze), 1, node => WithAxes(node, new Squeeze())),
        new(nameof(Unsqueeze), 1, node => WithAxes(node, new Unsqueeze())),
    ];

    /// <summary>The axes in reverse order, which is what a transposition without a permutation means.</summary>
    private static Ints Reversed(int rank) => Ints.From(Enumerable.Range(0, rank).Reverse());

    /// <summary>Before version 5 the shape was an attribute.</summary>
    private static Tensor[] Reshape1(OnnxNode node)
    {
        node.Attributes.Ignore("consumed_inputs");
        return node.Apply(new Reshape(), node.Input(0), Vector(node.Attributes.Longs("shape") ?? []));
    }

    /// <summary>Before version 13 the axes were an attribute.</summary>
    internal static Tensor[] WithAxes(OnnxNode node, Operator op) =>
        node.Attributes.Longs("axes") is { } axes ? node.Apply(op, node.Input(0), Vector(axes)) : node.Apply(op, node.Input(0));

    /// <summary>A vector of 64-bit integers.</summary>
    internal static Tensor Vector(IReadOnlyList<long> numbers) => Tensor.From<long>([.. numbers], Shape.Of(numbers.Count));
}
