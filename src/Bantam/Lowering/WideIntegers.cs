using Bantam.Graphs;
using Bantam.Operators;
using Bantam.Operators.Arithmetic;
using Bantam.Operators.Comparison;
using Bantam.Operators.Movement;
using Bantam.Operators.Reduction;
using Bantam.Tensors;

namespace Bantam.Lowering;

/// <summary>
/// Int64 in plans. Kernels move its elements whole, but compute with the low 32 bits. That is exact for numbers that fit, and for what
/// becomes a narrower integer anyway. Any other elementwise node of Int64 runs by reference where the target has a host
/// (<see cref="Kernels.Target.HasHost"/>); without one its numbers must fit 32 bits, as must the indices of gathering everywhere.
/// </summary>
internal static class WideIntegers
{
    /// <summary>Marks the nodes of a graph that a kernel might compute wrongly, so that the reference runs them.</summary>
    public static void Mark(Graph graph)
    {
        var fitting = new HashSet<Value>();
        foreach (var node in graph.Nodes)
        {
            node.RunsByReference = node.Operator is ElementwiseOperator && !IsExact(node, fitting);
            if (KeepsRange(node, fitting)) fitting.UnionWith(node.Outputs);
        }
    }

    /// <summary>Whether 32 bits give what an elementwise node says.</summary>
    private static bool IsExact(Node node, HashSet<Value> fitting)
    {
        var output = node.Outputs[0].Type.Element;
        var isNarrowed = node.Operator is Cast && output is ElementType.Int32 or ElementType.Int8 or ElementType.UInt8;
        return isNarrowed || (LoweringContext.Operands(node).All(o => Fits(o, fitting)) && (output != ElementType.Int64 || KeepsRange(node, fitting)));
    }

    /// <summary>Whether all elements of a value fit 32 bits. Of inputs and variables that is not known.</summary>
    private static bool Fits(Value value, HashSet<Value> fitting) =>
        value.Type.Element != ElementType.Int64 || fitting.Contains(value)
        || (value.Constant is { } constant && Array.TrueForAll(constant.ToArray<long>(), x => x == (int)x));

    /// <summary>Whether the elements of a node's output fit 32 bits: it counts places, or takes its elements from values that fit.</summary>
    private static bool KeepsRange(Node node, HashSet<Value> fitting) => node.Operator switch
    {
        ShapeOf or ArgOperator => true,
        ConstantOfShape filled => filled.Value.ToDouble() is var value && value == (int)value,
        Cast => !node.Inputs[0]!.Type.Element.IsFloating() && Fits(node.Inputs[0]!, fitting),
        MovementOperator or Transpose or Slice or Gather or Expand => Fits(node.Inputs[0]!, fitting),
        Where or Concat or Max or Min => node.Inputs.All(i => Fits(i!, fitting)),
        _ => false,
    };
}
