using Bantam.Graphs;
using Bantam.Kernels;
using Bantam.Operators;
using Bantam.Operators.Movement;
using Bantam.Tensors;

namespace Bantam.Lowering;

/// <summary>What the lowering rules share: the graph, the target, and what each group must leave behind.</summary>
internal sealed class LoweringContext(Graph graph, Target target)
{
    /// <summary>A read is an address and a load.</summary>
    private const int WeightOfRead = 3;

    private IReadOnlyDictionary<Group, IReadOnlyList<Value>> _results = new Dictionary<Group, IReadOnlyList<Value>>();
    private readonly Dictionary<Node, int> _weights = [];

    /// <summary>What is lowered.</summary>
    public Graph Graph => graph;

    /// <summary>What it is lowered for.</summary>
    public Target Target => target;

    /// <summary>Which groups run before which.</summary>
    public GroupPrecedence Precedence { get; } = new();

    /// <summary>The values of a group that are read outside it, returned, or stored to a variable.</summary>
    public IReadOnlyList<Value> Results(Group group) => _results[group];

    /// <summary>What the code of an elementwise node comes to: its operations and constants, and what reading its operands takes.</summary>
    public int Weight(Node node)
    {
        if (_weights.TryGetValue(node, out var known)) return known;
        var body = node.Operator.Body([.. Operands(node).Select((value, i) => ExpressionOf(value, i))])!;
        return _weights[node] = MathFunctions.Parts(body).Sum(e => e is Parameter or ElementIndex ? WeightOfRead : 1);
    }

    /// <summary>What a body computes with for a value: its number where that is a constant, else a parameter.</summary>
    public static Expr ExpressionOf(Value value, int parameter)
    {
        var type = KernelTypes.Of(value.Type.Element);
        if (ScalarConstant(value) is not { } number) return new Parameter(parameter, type);
        return value.Type.Element == ElementType.Int64 ? new Constant(type, value.Constant!.ToArray<long>()[0]) : Constant.Of(type, number);
    }

    /// <summary>Finds out what each group must leave behind.</summary>
    public void SetResults(IReadOnlyList<Group> groups) => _results = Fuser.Results(groups, graph);

    /// <summary>The value in whose memory this one lies: movement operators do not move anything.</summary>
    public static Value Root(Value value)
    {
        while (value.Producer is { Operator: MovementOperator } producer) value = producer.Inputs[0]!;
        return value;
    }

    /// <summary>What the kernel of a node reads, where no rule says otherwise: inputs that only decide about shapes are left out.</summary>
    public static IEnumerable<Value> Operands(Node node) =>
        (node.Operator is ElementwiseOperator elementwise ? node.Inputs.SkipLast(elementwise.ShapeInputs) : node.Inputs).OfType<Value>();

    /// <summary>
    /// Whether kernels can compute a node element by element: they know the element types of what it reads and gives, and what its body
    /// asks for. Double has no functions, and numbers of more than 24 bits become small floats by way of Float, which rounds twice.
    /// </summary>
    public static bool IsElementwise(Node node)
    {
        if (node.Operator is not ElementwiseOperator || !node.Outputs.Concat(Operands(node)).All(v => v.Type.Element.Info().HasKernels)) return false;
        if (node.Operator is Operators.Arithmetic.Cast { To: var to } && to.IsFloating() && to.Info().Bits < 32 && node.Inputs[0]!.Type.Element.Info() is { Bits: >= 32, Type: not ElementType.Float })
            return false;
        return !WideTypes.IsWide(node) || MathFunctions.HaveExpansions(node.Operator.Body([.. Operands(node).Select(ExpressionOf)])!);
    }

    /// <summary>The only element of a constant that has one.</summary>
    public static double? ScalarConstant(Value value) => value.Constant is { } constant && constant.Shape.ElementCount == 1 ? constant.ToDoubles()[0] : null;
}
