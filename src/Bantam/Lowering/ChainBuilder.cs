using Bantam.Graphs;
using Bantam.Kernels;
using Bantam.Kernels.Functions;
using Bantam.Kernels.Templates;
using Bantam.Operators;
using Bantam.Tensors;

namespace Bantam.Lowering;

/// <summary>Composes the bodies of a group's elementwise nodes to one fused chain.</summary>
internal sealed class ChainBuilder
{
    private readonly Dictionary<Value, Expr> _expressions = [];
    private readonly List<FusedOperand> _operands = [];
    private readonly HashSet<Value> _blocks = [];
    private readonly Views _views;
    private int _parameters;

    /// <summary>Composes nodes.</summary>
    /// <param name="context">What is lowered.</param>
    /// <param name="nodes">The nodes, in topological order.</param>
    /// <param name="computed">The values that the template gives.</param>
    /// <param name="results">The values that are wanted.</param>
    /// <param name="classify">How an input repeats over the result.</param>
    /// <param name="isStored">Whether the results are stored, or go on into the template.</param>
    public ChainBuilder(
        LoweringContext context,
        IReadOnlyList<Node> nodes,
        IReadOnlyList<Value> computed,
        IReadOnlyList<Value> results,
        Func<Value, Broadcast> classify,
        bool isStored = true)
    {
        _views = context.Views;
        var bodies = new Dictionary<Value, Expr>();
        foreach (var value in computed)
        {
            bodies[value] = AddParameter(value, isNarrow: false);
            _expressions[value] = Narrowed(value.Type.Element, bodies[value]);
        }

        AddInputs(context, nodes, results, classify);
        foreach (var node in nodes)
        {
            var (output, body) = (node.Outputs[0], node.Operator.Body([.. LoweringContext.Operands(node).Select(o => _expressions[o])])!);
            bodies[output] = body;
            _expressions[output] = Narrowed(output.Type.Element, body);
        }

        // A store narrows by itself.
        Expr[] expressions = [.. results.Select(r => bodies.GetValueOrDefault(r) ?? _expressions[r])];
        Outputs = isStored ? results : [];
        Fusion = new Fusion(computed.Count, _operands, expressions, [.. Outputs.Select(r => new FusedOperand(r.Type.Element))]);
    }

    /// <summary>The chain.</summary>
    public Fusion Fusion { get; }

    /// <summary>The values that it reads, in the order of its inputs.</summary>
    public List<Value> Inputs { get; } = [];

    /// <summary>The values that it writes.</summary>
    public IReadOnlyList<Value> Outputs { get; }

    /// <summary>Outputs that may lie over an input, because both are walked alike.</summary>
    public IReadOnlyList<(Value Output, Value Input)> InPlace =>
    [
        .. from output in Outputs
           from input in Inputs.Zip(_operands)
           where input.Second.Broadcast == Broadcast.None && input.First.Type.Element == output.Type.Element
           where input.First.Type.Shape.Count == output.Type.Shape.Count
           select (output, LoweringContext.Root(input.First)),
    ];

    /// <summary>The shape by which an input repeats over the result: a block of numbers does as each of them.</summary>
    public Shape ShapeOf(Value input) => _blocks.Contains(input) ? Shape.Scalar : input.Type.Shape;

    /// <summary>The distance of neighbours along each axis of that shape.</summary>
    public Dimension[] StridesOf(Value value) => _blocks.Contains(value) ? [] : _views.Strides(value);

    /// <summary>
    /// Finds out what the nodes read: tensors, then one block a type of the numbers that are for all elements. Kernels that differ in
    /// such numbers only are the same kernel.
    /// </summary>
    private void AddInputs(
        LoweringContext context, IReadOnlyList<Node> nodes, IReadOnlyList<Value> results, Func<Value, Broadcast> classify)
    {
        var own = nodes.SelectMany(n => n.Outputs).ToHashSet();
        var inText = nodes.SelectMany(LoweringContext.NumbersInText).ToHashSet();
        var numbers = new List<Value>();
        var read = nodes.SelectMany(LoweringContext.Operands).Concat(results).Distinct();
        foreach (var value in read.Where(v => !own.Contains(v) && !_expressions.ContainsKey(v)))
        {
            if (LoweringContext.ScalarConstant(value) is null)
                AddInput(value, new FusedOperand(value.Type.Element, classify(value)) { IsNarrow = IsNarrow(value) }, [value]);
            else if (inText.Contains(value)) _expressions[value] = LoweringContext.ExpressionOf(value, 0);
            else numbers.Add(value);
        }

        foreach (var block in numbers.GroupBy(n => (n.Type.Element, IsNarrow: IsNarrow(n))))
        {
            var value = context.Block(block.Key.Element, [.. block]);
            _blocks.Add(value);
            AddInput(value, new FusedOperand(block.Key.Element, Broadcast.All, block.Count()) { IsNarrow = block.Key.IsNarrow }, block);
        }

        bool IsNarrow(Value value) => value.Type.Element == ElementType.Int64
            && nodes.Where(n => n.Inputs.Contains(value)).ToArray() is { Length: > 0 } readers && readers.All(WideTypes.ReadsLowHalf);
    }

    private void AddInput(Value input, FusedOperand operand, IEnumerable<Value> parameters)
    {
        Inputs.Add(input);
        _operands.Add(operand);
        foreach (var value in parameters) AddParameter(value, operand.IsNarrow);
    }

    private Expr AddParameter(Value value, bool isNarrow) =>
        _expressions[value] = new Parameter(_parameters++, isNarrow ? KernelType.I32 : KernelTypes.Of(value.Type.Element));

    /// <summary>What is left of a number in a shorter element, so that a chain computes what its nodes would one by one.</summary>
    private static Expr Narrowed(ElementType element, Expr x) => element switch
    {
        ElementType.UInt8 => x & Constant.Integer(byte.MaxValue),
        ElementType.Int8 => (x << 24) >> 24,
        ElementType.UInt16 => x & Constant.Integer(ushort.MaxValue),
        ElementType.Int16 => (x << 16) >> 16,
        ElementType.UInt32 => x & new Constant(KernelType.I64, uint.MaxValue),
        _ when SmallFloats.Has(element) => SmallFloats.Widen(element, SmallFloats.Narrow(element, x)),
        _ => x,
    };
}
