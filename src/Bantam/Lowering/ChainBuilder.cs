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
    private readonly Func<Value, Broadcast> _classify;
    private readonly int _computed;

    /// <summary>Composes nodes.</summary>
    /// <param name="nodes">The nodes, in topological order.</param>
    /// <param name="computed">The values that the template gives.</param>
    /// <param name="results">The values that are wanted.</param>
    /// <param name="classify">How an input repeats over the result.</param>
    /// <param name="isStored">Whether the results are stored, or go on into the template.</param>
    public ChainBuilder(IReadOnlyList<Node> nodes, IReadOnlyList<Value> computed, IReadOnlyList<Value> results, Func<Value, Broadcast> classify, bool isStored = true)
    {
        _classify = classify;
        _computed = computed.Count;
        for (var i = 0; i < computed.Count; i++) _expressions[computed[i]] = new Parameter(i, BodyEvaluator.ParameterType(computed[i].Type.Element));
        var bodies = new Dictionary<Value, Expr>();
        foreach (var node in nodes)
        {
            var (output, body) = (node.Outputs[0], node.Operator.Body([.. LoweringContext.Operands(node).Select(Expression)])!);
            bodies[output] = body;
            _expressions[output] = Narrowed(output.Type.Element, body);
        }

        // A store narrows by itself.
        Expr[] expressions = [.. results.Select(r => bodies.GetValueOrDefault(r) ?? Expression(r))];
        Outputs = isStored ? results : [];
        Fusion = new Fusion(_computed, [.. Inputs.Select(Operand)], expressions, [.. Outputs.Select(r => new FusedOperand(r.Type.Element))]);
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
           from input in Inputs
           where _classify(input) == Broadcast.None && input.Type.Element == output.Type.Element && input.Type.Shape.ElementCount == output.Type.Shape.ElementCount
           select (output, LoweringContext.Root(input)),
    ];

    private Expr Expression(Value value)
    {
        if (_expressions.TryGetValue(value, out var known)) return known;
        var expression = LoweringContext.ExpressionOf(value, _computed + Inputs.Count);
        if (expression is Parameter) Inputs.Add(value);
        return _expressions[value] = expression;
    }

    /// <summary>What is left of a 32-bit number in an element of 8 bits, so that a chain computes what its nodes would one by one.</summary>
    private static Expr Narrowed(ElementType element, Expr x) => element switch
    {
        ElementType.UInt8 => x & Constant.Integer(byte.MaxValue),
        ElementType.Int8 => (x << 24) >> 24,
        _ => x,
    };

    private FusedOperand Operand(Value value) => new(value.Type.Element, _classify(value));
}
