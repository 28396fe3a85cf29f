using Bantam.Graphs;
using Bantam.Operators;
using Bantam.Tensors;

namespace Bantam.Onnx.Reading;

/// <content>
/// Files with a branch that decides what ranks the tensors behind it have: they are read once more when it is known which way it goes.
/// </content>
internal sealed partial class GraphReader
{
    /// <summary>
    /// A graph of one node, in whose place comes what is read once enough is known of its inputs; null where no more will be known.
    /// </summary>
    /// <param name="read">The graph as far as it could be read, with holes.</param>
    /// <param name="scope">What its names mean.</param>
    /// <param name="reason">What is not known.</param>
    private Graph? Defer(Graph read, Scope scope, string reason)
    {
        // The bytes of the file may be gone by then, so that all initializers are read now; weights are inputs of the node.
        Dictionary<string, Tensor> constants = [];
        foreach (var name in _initializers.Names)
            if (Find(name, scope, $"initializer '{name}'") is { IsSymbolic: false } constant)
                constants[name] = constant;
        Variable[] variables = [.. _initializers.Variables];

        string[] names = [.. read.Inputs.Select(i => i.Name), .. variables.Select(v => v.Name)];
        ValueKind[] kinds = [.. read.Inputs.Select(i => i.Kind), .. variables.Select(v => v.Type)];
        var why = $"{reason.TrimEnd('.')}. Which one is taken follows from the sizes of the inputs or from the numbers in small ones.";
        var attempt = new DeferredAttempt(ReadOnceMore, kinds);
        if (!attempt.MayShowMore) return null;
        var deferred = new Deferred(why, [.. read.Outputs.Select(o => o.Kind)], attempt);
        return Graph.Trace([.. read.Inputs.Select(i => (i.Name, i.Kind))], inputs =>
        {
            var outputs = deferred.Apply([.. inputs, .. variables.Select(GraphBuilder.Current!.Read)]);
            return [.. read.Outputs.Zip(outputs, (output, tensor) => (output.Name, tensor))];
        });

        Graph? ReadOnceMore(IReadOnlyList<ValueKind> known, IReadOnlyList<Tensor?> numbers)
        {
            var reader = new GraphReader(_model, _context.Again()) { _initializers = _initializers, _nodes = _nodes };
            return reader.ReadDecided(new Scope { Opsets = scope.Opsets }, constants, names, known, numbers);
        }
    }

    /// <summary>The graph; null where it is still not known which branch is taken.</summary>
    private Graph? ReadDecided(
        Scope scope, IReadOnlyDictionary<string, Tensor> constants, IReadOnlyList<string> names, IReadOnlyList<ValueKind> kinds,
        IReadOnlyList<Tensor?> numbers)
    {
        using var recording = _builder.Enter();
        Declare(_model.Graph, scope);
        foreach (var (name, constant) in constants) scope.Values[name] = constant;
        for (var i = 0; i < names.Count; i++) scope.Values[names[i]] = numbers[i] ?? _builder.Input(names[i], kinds[i]);
        ReadNodes(_nodes, scope);
        if (_undecided is not null) return null;
        foreach (var output in _model.Graph.Output) _builder.Output(output.Name, Find(output.Name, scope, $"output '{output.Name}'")!);
        return _builder.Build();
    }

    /// <summary>Keeps the names of the file's values for them, and the types that it declares.</summary>
    private void Declare(Protobuf.GraphProto graph, Scope scope)
    {
        var values = graph.Input.Concat(graph.Output).Select(v => v.Name).Concat(graph.Node.SelectMany(n => n.Output));
        _builder.Reserve(values.Concat(_initializers.Names));
        foreach (var value in graph.ValueInfo.Concat(graph.Output)) scope.Declared[value.Name] = TypeReader.Read(value, _context).Kind;
    }
}
