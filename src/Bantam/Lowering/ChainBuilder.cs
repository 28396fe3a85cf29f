using Bantam.Graphs;
using Bantam.Kernels;
using Bantam.Kernels.Templates;
using Bantam.Operators;

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
        foreach (var node in nodes)
        {
            _expressions[node.Outputs[0]] = node.Operator.Body([.. LoweringContext.Operands(node).Select(Expression)])!;
        }

        Expr[] expressions = [.. results.Select(Expression)];
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
           where _classify(input) == Broadcast.None && input.Type.Element == output.Type.Element
           select (output, LoweringContext.Root(input)),
    ];

    private Expr Expression(Value value)
    {
        if (_expressions.TryGetValue(value, out var known)) return known;
        var expression = LoweringContext.ExpressionOf(value, _computed + Inputs.Count);
        if (expression is Parameter) Inputs.Add(value);
        return _expressions[value] = expression;
    }

    private FusedOperand Operand(Value value) => new(value.Type.Element, _classify(value));
}
