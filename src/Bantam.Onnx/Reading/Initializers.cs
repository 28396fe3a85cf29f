using Bantam.Graphs;
using Bantam.Onnx.Protobuf;
using Bantam.Onnx.Rows;
using Bantam.Operators;
using Bantam.Tensors;

namespace Bantam.Onnx.Reading;

/// <summary>
/// The tensors that a file gives by name. Those that nodes use as weights become variables, so that the model can be trained on;
/// all others are constants.
/// </summary>
internal sealed class Initializers
{
    /// <summary>The key under which a saved model says of a tensor that it is a variable, and which kind.</summary>
    public const string VariableKey = "bantam.variable";

    private readonly Dictionary<string, TensorProto> _tensors = [];
    private readonly Dictionary<string, WeightRole> _roles = [];
    private readonly HashSet<string> _sparse = [];
    private readonly ReadContext _context;

    public Initializers(GraphProto graph, IReadOnlyDictionary<string, int> opsets, ReadContext context)
    {
        _context = context;
        foreach (var tensor in graph.Initializer)
        {
            if (tensor.Name.Length == 0) throw context.Error(null, "an initializer has a name; this one's is empty.");
            if (!_tensors.TryAdd(tensor.Name, tensor))
                throw context.Error($"initializer '{tensor.Name}'", "an initializer is given once; this one is given again.");
        }

        foreach (var sparse in graph.SparseInitializer)
            if (sparse.Values is { } values)
                _sparse.Add(values.Name);
        foreach (var node in graph.Node)
        {
            var row = opsets.TryGetValue(node.Domain, out var version) ? OperatorTable.Find(node.Domain, node.OpType, version) : null;
            for (var i = 0; row is not null && i < node.Input.Count; i++)
                if (_tensors.ContainsKey(node.Input[i]))
                    _roles[node.Input[i]] = (WeightRole)Math.Max((int)_roles.GetValueOrDefault(node.Input[i]), (int)row.Role(i));
        }
    }

    /// <summary>All names.</summary>
    public IEnumerable<string> Names => _tensors.Keys;

    /// <summary>Those that were found and are variables.</summary>
    public IEnumerable<Variable> Variables => Names.Select(VariableOf).OfType<Variable>();

    /// <summary>Whether a name is that of an initializer.</summary>
    public bool Contains(string name) => _tensors.ContainsKey(name) || _sparse.Contains(name);

    /// <summary>A variable or a constant; a hole where Bantam has no such tensors; null where there is no such initializer.</summary>
    public Tensor? Find(string name, GraphBuilder builder, Scope scope)
    {
        if (_sparse.Contains(name)) return Hole(name, "it is sparse, and Bantam has dense tensors only", builder, scope);
        if (!_tensors.TryGetValue(name, out var proto)) return null;
        if (TensorReader.Obstacle(proto) is { } obstacle) return Hole(name, obstacle, builder, scope);
        if (_context.Variables.TryGetValue(proto, out var known)) return builder.Read(known);
        var tensor = TensorReader.Read(proto, _context, $"initializer '{name}'");
        var role = Role(proto, tensor);
        if (role == WeightRole.None && !_context.Bound.Contains(name)) return tensor;
        _context.Variables[proto] = known = new Variable(name, tensor, isTrainable: role == WeightRole.Trained);
        return builder.Read(known);
    }

    /// <summary>The variable of an initializer that was asked for; null where it is none.</summary>
    public Variable? VariableOf(string name) =>
        _tensors.TryGetValue(name, out var proto) ? _context.Variables.GetValueOrDefault(proto) : null;

    private WeightRole Role(TensorProto proto, Tensor tensor)
    {
        foreach (var entry in proto.MetadataProps)
            if (entry.Key == VariableKey)
                return entry.Value == "trained" ? WeightRole.Trained : WeightRole.Kept;
        var isWeight = tensor.Element == ElementType.Float && tensor.Shape.Rank > 0 && tensor.Shape.ElementCount > 0;
        return isWeight ? _roles.GetValueOrDefault(proto.Name) : WeightRole.None;
    }

    private static Tensor Hole(string name, string reason, GraphBuilder builder, Scope scope)
    {
        scope.Reasons[name] = reason;
        var hole = new UnknownOperator("", "Constant", "", $"{reason}.", IsConsequence: true, [TensorType.Unknown]);
        return builder.Add(hole, [], name, [name])[0];
    }
}
