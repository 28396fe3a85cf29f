using Bantam.Operators;
using Bantam.Operators.Sequences;
using Bantam.Tensors;

namespace Bantam.Graphs;

/// <content>Bodies of loops and branches: what they read of the graph around them is given to them, as their last inputs.</content>
public sealed partial class GraphBuilder
{
    private readonly List<(Tensor Outer, Tensor Inner)> _captures = [];
    private readonly Dictionary<Value, Tensor> _again = [];

    /// <summary>The builder of the graph around, where this one records the body of a loop or a branch.</summary>
    private GraphBuilder? Outer { get; init; }

    /// <summary>Records the body of a loop or a branch.</summary>
    /// <param name="outer">The builder of the graph around; null where the operator runs at once.</param>
    /// <param name="inputs">Names and types of what the body is given.</param>
    /// <param name="function">Takes it, returns the outputs.</param>
    /// <param name="known">What other bodies of the operator have captured already, so that this one has the same inputs.</param>
    /// <returns>The body, whose last inputs are its captures, and what they are in the graph around.</returns>
    public static (Graph Body, IReadOnlyList<Tensor> Captures) TraceBody(
        GraphBuilder? outer,
        IReadOnlyList<(string Name, ValueKind Kind)> inputs,
        Func<IReadOnlyList<Tensor>, IReadOnlyList<Tensor>> function,
        IReadOnlyList<Tensor>? known = null)
    {
        var inner = new GraphBuilder { Outer = outer };
        using (inner.Enter())
        {
            Tensor[] given = [.. inputs.Select(i => inner.Input(i.Name, i.Kind))];
            foreach (var tensor in known ?? []) inner.Capture(tensor);
            foreach (var output in function(given)) inner.Output("output", inner.Import(output)!);
        }

        return (inner.Build(), [.. inner._captures.Select(c => c.Outer)]);
    }

    /// <summary>Lets a node that is written down give more: what it gave stays.</summary>
    /// <param name="node">A node of this builder.</param>
    /// <param name="op">An operator that gives what the node's does, and then more.</param>
    /// <param name="more">What that is.</param>
    internal Tensor[] Extend(Node node, Operator op, IReadOnlyList<ValueKind> more)
    {
        var before = node.Outputs.Count;
        Value[] outputs =
            [.. more.Select((kind, i) => new Value(_names.MakeUp(node.Name), kind) { Producer = node, OutputIndex = before + i })];
        (node.Operator, node.Outputs) = (op, [.. node.Outputs, .. outputs]);
        foreach (var output in outputs) _inner[output.Name] = output;
        return [.. outputs.Select(TensorOf)];
    }

    /// <summary>The builder that applies an operator to a tensor of a builder: one inside of it where that is recording.</summary>
    internal static GraphBuilder? Innermost(GraphBuilder? builder)
    {
        for (var inside = _current; inside is not null; inside = inside.Outer)
            if (inside == builder)
                return _current;
        return builder;
    }

    /// <summary>The tensor that stands here for one of a graph around; any other stays.</summary>
    private Tensor? Import(Tensor? tensor)
    {
        if (tensor?.Builder is not { } owner || owner == this) return tensor;
        for (var around = Outer; around is not null; around = around.Outer)
            if (around == owner)
                return tensor.Value!.Constant ?? Again(tensor) ?? Capture(Outer!.Import(tensor)!);
        return tensor;
    }

    /// <summary>A sequence of a graph around made again of its items, so that this graph knows them too; null of other tensors.</summary>
    private Tensor? Again(Tensor outer)
    {
        if (outer.Value!.Producer is not { Operator: SequenceOperator { Constructs: true } op } node) return null;
        if (_again.TryGetValue(outer.Value, out var made)) return made;
        return _again[outer.Value] = Add(op, [.. node.Inputs.Select(i => outer.Builder!.TensorOf(i!))])[0];
    }

    private Tensor Capture(Tensor outer)
    {
        foreach (var (known, inner) in _captures)
            if (known.IsSymbolic && known.Value == outer.Value)
                return inner;
        var captured = Input(outer.Value?.Name ?? "captured", outer.Kind);
        _captures.Add((outer, captured));
        return captured;
    }
}
