using Bantam.Graphs;
using Bantam.Operators;
using Bantam.Operators.Arithmetic;
using Bantam.Operators.Control;
using Bantam.Tensors;

namespace Bantam.Lowering;

/// <summary>Loops and branches: their bodies are lowered like graphs of their own, and run in the memory of the graph around.</summary>
/// <param name="lower">Lowers a graph.</param>
internal sealed class ControlLowering(Func<Graph, LoweredBody> lower)
{
    /// <summary>The step that computes a node; null where only .NET can.</summary>
    public LoweredStep? Lower(Node node)
    {
        if (HasSizesOfARound(node)) return null;
        LoweredStep? step = node.Operator switch
        {
            Scan scan => Lower(node, scan),
            Loop loop => Lower(node, loop),
            If branch => Lower(node, branch),
            _ => null,
        };

        // A host call has no place that moves with the rounds.
        var hasHost = step switch
        {
            LoweredLoop loop => HasHost(loop.Body),
            LoweredBranch branch => HasHost(branch.Then) || HasHost(branch.Otherwise),
            _ => false,
        };
        return hasHost ? null : step;
    }

    /// <summary>Whether a body has tensors of which only a round shows how large they are.</summary>
    private static bool HasSizesOfARound(Node node)
    {
        var given = node.Inputs.OfType<Value>().ToArray();
        var names = given.SelectMany(Names).Concat(given.SelectMany(v => v.Elements ?? []).SelectMany(e => e.Names)).ToHashSet();
        return ((SubgraphOperator)node.Operator).Bodies.Any(
            body => body.Nodes.SelectMany(n => n.Outputs).SelectMany(Names).Any(name => !names.Contains(name)));

        static IEnumerable<string> Names(Value value) => value.Kind is TensorType type ? type.Shape.Names : [];
    }

    private static bool HasHost(LoweredBody body) => body.Steps.Any(s => s is LoweredHost);

    private LoweredLoop Lower(Node node, Scan scan)
    {
        var (states, sequences) = (scan.States, scan.Sequences);
        return new LoweredLoop(
            node, lower(scan.BodyGraph),
            [.. Enumerable.Range(0, states).Select(i => new LoopState(node.Inputs[i]!, node.Outputs[i]))],
            [.. Enumerable.Range(0, sequences).Select(i => new LoopSequence(node.Inputs[states + i]!, scan.Reversed[i] != 0))],
            [.. node.Inputs.Skip(states + sequences).Select(i => i!)],
            [.. node.Outputs.Skip(states).Select((o, i) => new LoopSequence(o, scan.ReversedOutputs[i] != 0))],
            node.Inputs[states]!.Type.Shape[0], null, null);
    }

    /// <summary>The number of the round and the condition are states like others, of which the loop gives nothing.</summary>
    private LoweredLoop? Lower(Node node, Loop loop)
    {
        if (node.Outputs.Any(o => !o.Type.Shape.IsKnown)) return null;
        var body = loop.BodyGraph;
        var counting = Graph.Trace([.. body.Inputs.Select(i => (i.Name, i.Type))], given =>
        {
            var outputs = body.Inline(given);
            Tensor[] results = [new Add().ApplyOne(given[0], Tensor.Scalar(1L)), .. outputs];
            return [.. results.Select((t, i) => ($"output{i}", t))];
        });
        var most = node.Inputs[0];
        var count = most is null ? null : OperatorInputs.Of(node).Elements(0)?[0];
        var number = new LoopState(Constant(Tensor.Scalar(0L)), new Value("round", body.Inputs[0].Type));
        var condition = new LoopState(node.Inputs[1] ?? Constant(Tensor.Scalar(true)), new Value("goes on", body.Inputs[1].Type));
        var states = Enumerable.Range(0, loop.States).Select(i => new LoopState(node.Inputs[Loop.Limits + i]!, node.Outputs[i]));
        return new LoweredLoop(
            node, lower(counting),
            [number, condition, .. states],
            [], [.. node.Inputs.Skip(Loop.Limits + loop.States).Select(i => i!)],
            [.. node.Outputs.Skip(loop.States).Select(o => new LoopSequence(o, false))],
            count, count is null ? most : null, 1);
    }

    private LoweredBranch Lower(Node node, If branch) =>
        new(node, node.Inputs[0]!, lower(branch.Then), lower(branch.Otherwise), [.. node.Inputs.Skip(1).Select(i => i!)]);

    private static Value Constant(Tensor tensor) => new("constant", tensor.Type) { Constant = tensor };
}
