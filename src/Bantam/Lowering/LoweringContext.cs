using Bantam.Graphs;
using Bantam.Kernels;
using Bantam.Operators;
using Bantam.Operators.Movement;
using Bantam.Tensors;

namespace Bantam.Lowering;

/// <summary>What the lowering rules share: the graph, the target, and what each group must leave behind.</summary>
internal sealed class LoweringContext(Graph graph, Target target)
{
    private readonly Dictionary<Group, IReadOnlyList<Value>> _results = [];

    /// <summary>What is lowered.</summary>
    public Graph Graph => graph;

    /// <summary>What it is lowered for.</summary>
    public Target Target => target;

    /// <summary>The values of a group that are read outside it, returned, or stored to a variable.</summary>
    public IReadOnlyList<Value> Results(Group group) => _results[group];

    /// <summary>Finds out what each group must leave behind.</summary>
    public void SetResults(IReadOnlyList<Group> groups)
    {
        foreach (var group in groups) _results[group] = Fuser.Results(group, groups, graph, this);
    }

    /// <summary>The value in whose memory this one lies: movement operators do not move anything.</summary>
    public static Value Root(Value value)
    {
        while (value.Producer is { Operator: MovementOperator } producer) value = producer.Inputs[0]!;
        return value;
    }

    /// <summary>What the kernel of a node reads, where no rule says otherwise: inputs that only decide about shapes are left out.</summary>
    public static IEnumerable<Value> Operands(Node node) =>
        (node.Operator is ElementwiseOperator elementwise ? node.Inputs.SkipLast(elementwise.ShapeInputs) : node.Inputs).OfType<Value>();

    /// <summary>Whether kernels can compute a node element by element: they know all element types but Double.</summary>
    public static bool IsElementwise(Node node) =>
        node.Operator is ElementwiseOperator && node.Outputs.Concat(Operands(node)).All(v => v.Type.Element != ElementType.Double);

    /// <summary>The only element of a constant that has one.</summary>
    public static double? ScalarConstant(Value value) => value.Constant is { } constant && constant.Shape.ElementCount == 1 ? constant.ToDoubles()[0] : null;
}
