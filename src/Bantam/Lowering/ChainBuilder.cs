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
    private readonly Func<Value, Broadcast> _classify;
    private readonly Func<Value, bool> _isNarrow;
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
        _isNarrow = value => value.Type.Element == ElementType.Int64
            && nodes.Where(n => n.Inputs.Contains(value)).ToArray() is { Length: > 0 } readers && readers.All(WideTypes.ReadsLowHalf);
        var bodies = new Dictionary<Value, Expr>();
        for (var i = 0; i < computed.Count; i++)
        {
            var element = computed[i].Type.Element;
            bodies[computed[i]] = new Parameter(i, KernelTypes.Of(element));
            _expressions[computed[i]] = Narrowed(element, bodies[computed[i]]);
        }

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
        if (expression is Parameter parameter)
        {
            if (_isNarrow(value)) expression = new Parameter(parameter.Index, KernelType.I32);
            Inputs.Add(value);
        }

        return _expressions[value] = expression;
    }

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

    private FusedOperand Operand(Value value) => new(value.Type.Element, _classify(value)) { IsNarrow = _isNarrow(value) };
}
