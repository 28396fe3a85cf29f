using Bantam.Graphs;
using Bantam.Operators;
using Bantam.Tensors;

namespace Bantam.Lowering;

/// <summary>How nodes of one kind of operator become kernel calls.</summary>
internal abstract class AnchorRule
{
    /// <summary>Whether elementwise nodes on the result can be computed in the same pass.</summary>
    public virtual bool HasEpilogue(Node node) => true;

    /// <summary>Whether elementwise nodes that only feed input 0 can be computed in the same pass.</summary>
    public virtual bool HasPrologue => false;

    /// <summary>Whether there is a template for an operator on these inputs.</summary>
    public abstract bool Accepts(Operator op, IReadOnlyList<TensorType?> inputs, IReadOnlyList<Tensor?> constants);

    /// <summary>How many of the result's elements lie in one row of the epilogue; the others are rows.</summary>
    public abstract int Columns(Node node);

    /// <summary>The inputs that the kernel reads where they lie, in place of the node's own: a transposed factor by its strides.</summary>
    public virtual IReadOnlyList<Value> Sources(Node node, LoweringContext context) => [.. node.Inputs.OfType<Value>()];

    /// <summary>The call that computes a group.</summary>
    public abstract LoweredCall Lower(Group group, LoweringContext context);
}
