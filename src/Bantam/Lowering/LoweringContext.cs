using Bantam.Graphs;
using Bantam.Kernels;
using Bantam.Kernels.Functions;
using Bantam.Operators;
using Bantam.Operators.Movement;
using Bantam.Tensors;

namespace Bantam.Lowering;

/// <summary>What the lowering rules share: the graph, the target, and what each group must leave behind.</summary>
internal sealed class LoweringContext(Graph graph, Target target, Views views)
{
    /// <summary>A read is an address and a load.</summary>
    private const int WeightOfRead = 3;

    private IReadOnlyDictionary<Group, IReadOnlyList<Value>> _results = new Dictionary<Group, IReadOnlyList<Value>>();
    private readonly Dictionary<Node, int> _weights = [];
    private readonly Dictionary<string, Value> _blocks = [];

    /// <summary>What is lowered.</summary>
    public Graph Graph => graph;

    /// <summary>What it is lowered for.</summary>
    public Target Target => target;

    /// <summary>Which values lie inside of others.</summary>
    public Views Views => views;

    /// <summary>Of a band what is to know of all bands.</summary>
    public BandFacts Bands { get; init; } = new();

    /// <summary>How many images of a convolution count where it is chosen how to compute it: all of a training step, else one.</summary>
    /// <param name="result">The shape of the convolution's result, channels last.</param>
    public int Images(Shape result) =>
        Bands.Images ?? (graph.Updates.Count > 0 && result[0].IsKnown ? Math.Max(result[0].Size, 1) : 1);

    /// <summary>Which groups run before which.</summary>
    public GroupPrecedence Precedence { get; } = new();

    /// <summary>The values of a group that are read outside it, returned, or stored to a variable.</summary>
    public IReadOnlyList<Value> Results(Group group) => _results[group];

    /// <summary>
    /// What the code of an elementwise node comes to: its operations and constants, and what reading its operands and rounding its result
    /// takes.
    /// </summary>
    public int Weight(Node node)
    {
        if (_weights.TryGetValue(node, out var known)) return known;
        var body = node.Operator.Body([.. Operands(node).Select((value, i) => ExpressionOf(value, i))])!;
        var weight = MathFunctions.Parts(body).Sum(e => e is Parameter or ElementIndex ? WeightOfRead : 1);
        weight += Operands(node).Where(v => ScalarConstant(v) is null).Sum(v => WeightOfWidening(v.Type.Element));
        return _weights[node] = weight + WeightOfRounding(node);
    }

    /// <summary>What rounding and storing the result of a node takes, beyond a store: that of small floats is many operations.</summary>
    public static int WeightOfRounding(Node node)
    {
        var element = node.Outputs[0].Type.Element;
        if (!SmallFloats.Has(element)) return 0;
        return WeightOfWidening(element) + MathFunctions.Parts(SmallFloats.Narrow(element, new Parameter(0, KernelType.F32))).Count;
    }

    private static int WeightOfWidening(ElementType element) =>
        SmallFloats.Has(element) ? MathFunctions.Parts(SmallFloats.Widen(element, new Parameter(0, KernelType.I32))).Count : 0;

    /// <summary>What a body computes with for a value: its number where that is a constant, else a parameter.</summary>
    public static Expr ExpressionOf(Value value, int parameter)
    {
        var type = KernelTypes.Of(value.Type.Element);
        if (ScalarConstant(value) is not { } number) return new Parameter(parameter, type);
        return value.Type.Element == ElementType.Int64 ? new Constant(type, value.Constant!.ToArray<long>()[0]) : Constant.Of(type, number);
    }

    /// <summary>
    /// The constants that are part of a kernel's text when it computes a node: the smallest numbers, which make simpler code, what is
    /// no number, and those that the body must know.
    /// </summary>
    public static IEnumerable<Value> NumbersInText(Node node)
    {
        var operands = Operands(node).ToArray();
        for (var i = 0; i < operands.Length; i++)
            if (IsSimple(operands[i]) || ((ElementwiseOperator)node.Operator).MustKnow(i))
                yield return operands[i];
    }

    private static bool IsSimple(Value value) =>
        ScalarConstant(value) is { } number
        && (value.Type.Element == ElementType.Bool || Math.Abs(number) is 0 or 0.5 or 1 or 2 or double.NaN);

    /// <summary>Constants of one element, one after the other as a constant; the same for the same numbers.</summary>
    public Value Block(ElementType element, IReadOnlyList<Value> numbers)
    {
        byte[] bytes = [.. numbers.SelectMany(n => n.Constant!.Bytes.ToArray())];
        var key = $"{element} {Convert.ToHexString(bytes)}";
        if (_blocks.TryGetValue(key, out var known)) return known;
        var block = new Tensor(new TensorType(element, Shape.Of(numbers.Count)));
        bytes.CopyTo(block.Bytes);
        return _blocks[key] = new Value($"numbers {_blocks.Count}", block.Type) { Constant = block };
    }

    /// <summary>Finds out what each group must leave behind.</summary>
    public void SetResults(IReadOnlyList<Group> groups) => _results = Fuser.Results(groups, graph);

    /// <summary>The values that are wanted when the graph has run: those that it returns, and new values of variables.</summary>
    public static HashSet<Value> Kept(Graph graph) => [.. graph.Outputs.Concat(graph.Updates.Select(u => u.Value)).Select(Root)];

    /// <summary>
    /// The value in whose memory this one lies: movement operators do not move anything. What is computed from sizes is a constant.
    /// </summary>
    public static Value Root(Value value)
    {
        while (value is { Elements: null, Producer: { Operator: MovementOperator } producer }) value = producer.Inputs[0]!;
        return value;
    }

    /// <summary>What the kernel of a node reads, where no rule says otherwise: inputs that only decide about shapes are left out.</summary>
    public static IEnumerable<Value> Operands(Node node) =>
        (node.Operator is ElementwiseOperator elementwise ? node.Inputs.SkipLast(elementwise.ShapeInputs) : node.Inputs).OfType<Value>();

    /// <summary>
    /// Whether kernels can compute a node element by element: they know the element types of what it reads and gives, and what its body
    /// asks for. Numbers become small floats by way of Float, which must not round them first; of integers those that it would round are
    /// beyond Float16.
    /// </summary>
    public static bool IsElementwise(Node node)
    {
        if (node.Operator is not ElementwiseOperator) return false;
        if (!node.Outputs.Concat(Operands(node)).All(v => v.Type.Element.Info().HasKernels)) return false;
        if (node.Operator is Operators.Arithmetic.Cast { To: var to } && SmallFloats.Has(to)
            && node.Inputs[0]!.Type.Element.Info() is { Bits: >= 32 } from)
        {
            return from.Type == ElementType.Float || (from.IsInteger && to == ElementType.Float16);
        }
        return !WideTypes.IsWide(node) || MathFunctions.HaveExpansions(node.Operator.Body([.. Operands(node).Select(ExpressionOf)])!);
    }

    /// <summary>The only element of a constant that has one.</summary>
    public static double? ScalarConstant(Value value) =>
        value.Constant is { } constant && constant.Shape.ElementCount == 1 ? constant.ToDoubles()[0] : null;
}
