using Bantam.Graphs;
using Bantam.Kernels;
using Bantam.Operators;
using Bantam.Tensors;

namespace Bantam.Lowering;

/// <summary>
/// Which nodes compute in types of 64 bits. Those have no vectors, so such nodes share kernels with their like only, and a kernel of
/// theirs is written for one lane.
/// </summary>
internal static class WideTypes
{
    /// <summary>Whether a node computes in a type of 64 bits.</summary>
    public static bool IsWide(Node node)
    {
        var values = node.Operator is not ElementwiseOperator || ReadsLowHalf(node)
            ? node.Outputs
            : node.Outputs.Concat(LoweringContext.Operands(node));
        return values.Any(v => KernelTypes.Of(v.Type.Element).IsWide());
    }

    /// <summary>Whether the nodes of a group do.</summary>
    public static bool IsWide(Group group) => group.Nodes.FirstOrDefault() is { } node && IsWide(node);

    /// <summary>Whether a node needs the low half of an Int64 only, which it reads as if that were the element.</summary>
    public static bool ReadsLowHalf(Node node) =>
        node.Operator is Operators.Arithmetic.Cast { To: var to } && to.IsInteger() && !KernelTypes.Of(to).IsWide()
        && node.Inputs[0]!.Type.Element == ElementType.Int64;
}
