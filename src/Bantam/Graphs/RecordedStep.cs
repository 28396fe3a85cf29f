using Bantam.Operators;
using Bantam.Tensors;

namespace Bantam.Graphs;

/// <summary>An operator with what it was applied to and what it gave: a node of a trace, or a line of a tape.</summary>
/// <param name="Operator">The operator.</param>
/// <param name="Inputs">Its inputs; null where an optional one is absent.</param>
/// <param name="Outputs">Its outputs.</param>
/// <param name="Where">The place, for messages.</param>
internal readonly record struct RecordedStep(
    Operator Operator, IReadOnlyList<Tensor?> Inputs, IReadOnlyList<Tensor> Outputs, string Where)
{
    /// <summary>What tells a tensor from all others: of a symbolic one the value that it stands for.</summary>
    public static object Key(Tensor tensor) => tensor.Value ?? (object)tensor;

    /// <summary>Nodes of a trace as steps.</summary>
    public static IReadOnlyList<RecordedStep> Of(GraphBuilder builder, IEnumerable<Node> nodes) =>
    [
        .. nodes.Select(n => new RecordedStep(
            n.Operator, [.. n.Inputs.Select(i => i is null ? null : builder.TensorOf(i))], [.. n.Outputs.Select(builder.TensorOf)],
            n.Where)),
    ];
}
