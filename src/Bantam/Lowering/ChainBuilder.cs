using Bantam.Graphs;
using Bantam.Kernels;
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
        foreach (var value in computed) AddParameter(value);
        AddInputs(context, nodes, results, classify);
        var bodies = new Dictionary<Value, Expr>();
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
           select (output, LoweringContext.Root(input.First)),
    ];

    /// <summary>The shape by which an input repeats over the result: a block of numbers does as each of them.</summary>
    public Shape ShapeOf(Value input) => _blocks.Contains(input) ? Shape.Scalar : input.Type.Shape;

    /// <summary>
    /// Finds out what the nodes read: tensors, then one block a type of the numbers that are for all elements. Kernels that differ in
    /// such numbers only are the same kernel.
    /// </summary>
    private void AddInputs(LoweringContext context, IReadOnlyList<Node> nodes, IReadOnlyList<Value> results, Func<Value, Broadcast> classify)
    {
        var own = nodes.SelectMany(n => n.Outputs).ToHashSet();
        var inText = nodes.SelectMany(LoweringContext.NumbersInText).ToHashSet();
        var numbers = new List<Value>();
        foreach (var value in nodes.SelectMany(LoweringContext.Operands).Concat(results).Distinct().Where(v => !own.Contains(v)))
        {
            if (_expressions.ContainsKey(value)) continue;
            if (LoweringContext.ScalarConstant(value) is null) AddInput(value, new FusedOperand(value.Type.Element, classify(value)), [value]);
            else if (inText.Contains(value)) _expressions[value] = LoweringContext.ExpressionOf(value, 0);
            else numbers.Add(value);
        }

        foreach (var block in numbers.GroupBy(n => n.Type.Element))
        {
            var value = context.Block(block.Key, [.. block.Select(n => LoweringContext.ScalarConstant(n)!.Value)]);
            _blocks.Add(value);
            AddInput(value, new FusedOperand(block.Key, Broadcast.All, block.Count()), block);
        }
    }

    private void AddInput(Value input, FusedOperand operand, IEnumerable<Value> parameters)
    {
        Inputs.Add(input);
        _operands.Add(operand);
        foreach (var value in parameters) AddParameter(value);
    }

    private void AddParameter(Value value) =>
        _expressions[value] = new Parameter(_parameters++, BodyEvaluator.ParameterType(value.Type.Element));

    /// <summary>What is left of a 32-bit number in an element of 8 bits, so that a chain computes what its nodes would one by one.</summary>
    private static Expr Narrowed(ElementType element, Expr x) => element switch
    {
        ElementType.UInt8 => x & Constant.Integer(byte.MaxValue),
        ElementType.Int8 => (x << 24) >> 24,
        _ => x,
    };
}
