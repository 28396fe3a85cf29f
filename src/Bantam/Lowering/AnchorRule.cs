using Bantam.Graphs;
using Bantam.Kernels;
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

    /// <summary>How often the kernel has the code of the elementwise nodes on the result, unrolled over a tile.</summary>
    public virtual int EpilogueCopies(Node node, Target target) => 2;

    /// <summary>How often the kernel has the code of the elementwise nodes before it.</summary>
    public virtual int PrologueCopies(Node node, Target target) => 1;

    /// <summary>Whether the kernel can read an operand of those elementwise nodes, which broadcasts to input 0.</summary>
    public virtual bool CanReadInPrologue(Node node, Shape operand) => true;

    /// <summary>Whether there is a template for an operator on these inputs.</summary>
    public abstract bool Accepts(Operator op, OperatorInputs inputs);

    /// <summary>Of rules with an epilogue: how many of the result's elements lie in one row of it; the others are rows.</summary>
    public virtual Dimension Columns(Node node) => throw new NotSupportedException($"{GetType().Name} has no epilogue.");

    /// <summary>Of rules with an epilogue: how the kernel walks the result.</summary>
    public virtual RowView View(Node node) => RowView.Of(node.Outputs[0].Type.Shape, Columns(node));

    /// <summary>The inputs that the kernel reads where they lie, in place of the node's own: a transposed factor by its strides.</summary>
    public virtual IReadOnlyList<Value> Sources(Node node, LoweringContext context) => [.. LoweringContext.Operands(node)];

    /// <summary>
    /// Whether the kernel reads an input whose elements lie at other strides than its shape says; see <see cref="Views"/>.
    /// </summary>
    public virtual bool Reads(Node node, int input, Dimension[] strides) => false;

    /// <summary>Whether the kernel writes a result of this shape at such strides, and reads operands of its elementwise nodes so.</summary>
    public virtual bool Writes(Node node, Shape shape, Dimension[] strides) => false;

    /// <summary>The calls that compute a group, in order.</summary>
    public abstract IReadOnlyList<LoweredCall> Lower(Group group, LoweringContext context);
}
