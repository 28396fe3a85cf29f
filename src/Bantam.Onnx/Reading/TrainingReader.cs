using Bantam.Graphs;
using Bantam.Onnx.Protobuf;

namespace Bantam.Onnx.Reading;

/// <summary>
/// Reads how a model is trained. A step is the model's graph with that of the algorithm behind it, list by list, as the standard says;
/// it is made before the model is read, so that all graphs agree on which initializers are variables.
/// </summary>
internal sealed class TrainingReader
{
    private readonly ModelProto _model;
    private readonly IReadOnlyDictionary<string, int> _opsets;
    private readonly ReadContext _context;

    public TrainingReader(ModelProto model, IReadOnlyDictionary<string, int> opsets, ReadContext context)
    {
        (_model, _opsets, _context) = (model, opsets, context);
        foreach (var info in model.TrainingInfo)
            context.Bound.UnionWith(info.UpdateBinding.Concat(info.InitializationBinding).Select(b => b.Key));
    }

    /// <summary>All that the file says.</summary>
    /// <exception cref="ModelFormatException">A graph of it breaks a rule of the format.</exception>
    public IReadOnlyList<OnnxTraining> Read() => [.. _model.TrainingInfo.Select(Read)];

    private OnnxTraining Read(TrainingInfoProto info)
    {
        var updates = Bindings(info.UpdateBinding, "an update");
        var algorithm = info.Algorithm is null ? null : Graph(Combined(_model.Graph, info.Algorithm), updates);
        var initialization = info.Initialization is null || info.Initialization.Output.Count == 0 ? null : Graph(info.Initialization);
        return new OnnxTraining(initialization, Bindings(info.InitializationBinding, "an initialization"), algorithm, updates);
    }

    private Graph Graph(GraphProto graph, IReadOnlyDictionary<string, string>? updates = null) =>
        GraphReader.Read(new ModelProto { Graph = graph, Functions = { _model.Functions } }, _opsets, _context, updates);

    private static GraphProto Combined(GraphProto model, GraphProto algorithm) => new()
    {
        Name = algorithm.Name,
        Node = { model.Node, algorithm.Node },
        Initializer = { model.Initializer, algorithm.Initializer },
        SparseInitializer = { model.SparseInitializer, algorithm.SparseInitializer },
        Input = { model.Input, algorithm.Input },
        Output = { model.Output, algorithm.Output },
        ValueInfo = { model.ValueInfo, algorithm.ValueInfo },
    };

    private Dictionary<string, string> Bindings(IEnumerable<StringStringEntryProto> entries, string what)
    {
        var bindings = new Dictionary<string, string>();
        foreach (var entry in entries)
            if (!bindings.TryAdd(entry.Key, entry.Value))
                throw _context.Error(null, $"{what} is bound once to an initializer; '{entry.Key}' is bound again.");
        return bindings;
    }
}
