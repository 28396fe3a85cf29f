using Bantam.Operators;
using Bantam.Tensors;

namespace Bantam.Graphs;

/// <summary>
/// Checks what every graph promises: names are unique, nodes come after what they need, and types are those that the operators'
/// type rules give.
/// </summary>
public static class GraphVerifier
{
    /// <summary>Checks a graph.</summary>
    /// <exception cref="GraphException">It breaks a rule; all faults are listed.</exception>
    public static void Verify(Graph graph) => Throw(Faults(graph));

    /// <summary>Checks that a graph is one that a file can hold: an inference graph of ONNX operators.</summary>
    /// <exception cref="GraphException">It breaks a rule; all faults are listed.</exception>
    public static void VerifySavable(Graph graph) => Throw(Faults(graph).Concat(SavingFaults(graph)));

    private static IEnumerable<string> Faults(Graph graph) =>
        NameFaults(graph).Concat(OrderFaults(graph)).Concat(graph.Nodes.SelectMany(TypeFaults)).Concat(UpdateFaults(graph));

    private static IEnumerable<string> NameFaults(Graph graph)
    {
        var values = graph.Inputs.Concat(graph.Nodes.SelectMany(n => n.Inputs.OfType<Value>().Concat(n.Outputs))).Concat(graph.Outputs)
            .Distinct().Select(v => v.Name);
        return Repeated("value", values)
            .Concat(Repeated("node", graph.Nodes.Select(n => n.Name)))
            .Concat(Repeated("variable", graph.Variables.Select(v => v.Name)));
    }

    private static IEnumerable<string> Repeated(string kind, IEnumerable<string> names) => names.GroupBy(n => n)
        .Where(g => g.Count() > 1 || g.Key.Length == 0)
        .Select(g => g.Key.Length == 0 ? $"a {kind} has no name." : $"{kind} names are unique; '{g.Key}' names {g.Count()} {kind}s.");

    private static IEnumerable<string> OrderFaults(Graph graph)
    {
        var known = new HashSet<Value>(graph.Inputs);
        foreach (var node in graph.Nodes)
        {
            foreach (var input in node.Inputs.OfType<Value>())
                if (!IsKnown(input))
                    yield return $"{node.Where}: nodes come after what they need; nothing before it gives '{input.Name}'.";
            for (var i = 0; i < node.Outputs.Count; i++)
            {
                var output = node.Outputs[i];
                if (output.Producer != node || output.OutputIndex != i)
                    yield return $"{node.Where}: its output {i} '{output.Name}' says that it is computed elsewhere.";
                if (!known.Add(output)) yield return $"{node.Where}: a value is computed once; '{output.Name}' is computed again.";
            }
        }

        foreach (var output in graph.Outputs.Concat(graph.Updates.Select(u => u.Value)))
            if (!IsKnown(output))
                yield return $"output '{output.Name}': nothing gives it.";

        bool IsKnown(Value value) => value.Constant is not null || value.Variable is not null || known.Contains(value);
    }

    private static IEnumerable<string> TypeFaults(Node node)
    {
        ValueKind[]? kinds = null;
        string? fault = null;
        try
        {
            kinds = node.Operator.Infer(OperatorInputs.Of(node));
        }
        catch (ShapeException error)
        {
            fault = error.At(node.Where).Message;
        }

        if (fault is not null) yield return fault;
        if (kinds is null) yield break;
        if (kinds.Length != node.Outputs.Count)
            yield return $"{node.Where}: its operator has {kinds.Length} outputs; the node has {node.Outputs.Count}.";
        foreach (var (kind, output) in kinds.Zip(node.Outputs))
            if (kind != output.Kind)
                yield return $"{node.Where}: its operator gives {kind}; its output '{output.Name}' is {output.Kind}.";
    }

    private static IEnumerable<string> UpdateFaults(Graph graph)
    {
        foreach (var (variable, value) in graph.Updates)
            if (variable.Type != value.Kind)
                yield return $"variable '{variable.Name}' is {variable.Type}; its new value '{value.Name}' is {value.Kind}.";
        foreach (var group in graph.Updates.GroupBy(u => u.Variable).Where(g => g.Count() > 1))
            yield return $"variable '{group.Key.Name}': a variable is updated once in a run; this one is {group.Count()} times.";
    }

    private static IEnumerable<string> SavingFaults(Graph graph)
    {
        foreach (var node in graph.All)
        {
            if (node.Operator is IInternalOperator)
                yield return $"{node.Where}: a saved model holds ONNX operators only; this one is internal to training and plans. "
                    + "Save the inference graph as it was traced.";
            if (node.Operator is UnknownOperator unknown)
                yield return $"{node.Where}: {unknown.Reason} A model with such nodes can be looked at, not saved.";
        }

        if (graph.WhyDeferred is { } why) yield return $"{why} Bind its dimensions to numbers, and such inputs to constants (Graph.Bind).";
        foreach (var (variable, _) in graph.Updates)
            yield return $"variable '{variable.Name}': a saved model computes and changes nothing; this graph updates the variable. "
                + "Save the inference graph.";
    }

    private static void Throw(IEnumerable<string> faults)
    {
        if (faults.ToList() is { Count: > 0 } all) throw new GraphException(all);
    }
}
