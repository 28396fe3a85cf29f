using Bantam.Graphs;
using Bantam.Onnx.Protobuf;
using Bantam.Operators;
using Bantam.Tensors;

namespace Bantam.Onnx.Reading;

/// <summary>A node of a file as a row sees it: its inputs as tensors, its attributes, and a way to put operators in its place.</summary>
internal sealed class OnnxNode
{
    private readonly GraphBuilder _builder;
    private readonly ReadContext _context;
    private readonly string? _name;
    private readonly IReadOnlyList<string> _outputNames;
    private readonly Func<GraphProto, IReadOnlyList<Tensor>, Tensor[]> _body;
    private readonly Func<string, IReadOnlyDictionary<string, Tensor>, Tensor> _again;

    public OnnxNode(
        GraphBuilder builder,
        ReadContext context,
        NodeProto proto,
        IEnumerable<(string, AttributeProto)> attributes,
        string? name,
        int version,
        IReadOnlyList<string> outputNames,
        IReadOnlyList<Tensor?> inputs,
        Func<GraphProto, IReadOnlyList<Tensor>, Tensor[]> body,
        Func<string, IReadOnlyDictionary<string, Tensor>, Tensor> again)
    {
        (_body, _again) = (body, again);
        (_builder, _context, _name, _outputNames) = (builder, context, name, outputNames);
        (Type, Version, Inputs, Where) = (proto.OpType, version, inputs, Describe(proto));
        Attributes = new AttributeReader(this, attributes);
    }

    /// <summary>The name of its operator.</summary>
    public string Type { get; }

    /// <summary>The version of its domain's operators that the file speaks.</summary>
    public int Version { get; }

    /// <summary>Its inputs; null where an optional one is absent.</summary>
    public IReadOnlyList<Tensor?> Inputs { get; }

    /// <summary>Its attributes.</summary>
    public AttributeReader Attributes { get; }

    /// <summary>How many outputs it has.</summary>
    public int OutputCount => _outputNames.Count;

    /// <summary>How many of them have a name, so that something may read them.</summary>
    public int NamedOutputs => _outputNames.Count(n => n.Length > 0);

    /// <summary>Where it is, for messages.</summary>
    public string Where { get; }

    /// <summary>The name of its file.</summary>
    public string File => _context.File;

    /// <summary>A number that no other node of the file has.</summary>
    public int Stream => _context.NextStream();

    /// <summary>The seed of random nodes to which the file gives none.</summary>
    public int DrawnSeed => _context.Seed;

    /// <summary>An input.</summary>
    /// <exception cref="ModelFormatException">It is absent.</exception>
    public Tensor Input(int index) => Optional(index) ?? throw _context.Error(Where, $"input {index} is missing.");

    /// <summary>An input that may be absent.</summary>
    public Tensor? Optional(int index) => index < Inputs.Count ? Inputs[index] : null;

    /// <summary>Puts an operator on the node's own inputs in its place.</summary>
    public Tensor[] Apply(Operator op) => Apply(op, Inputs);

    /// <summary>Puts an operator in the node's place; it gets the node's name and those of its outputs.</summary>
    public Tensor[] Apply(Operator op, params IReadOnlyList<Tensor?> of) => _builder.Add(op, of, _name, _outputNames);

    /// <summary>A tensor in the node's place.</summary>
    public Tensor[] Give(Tensor tensor) => Apply(new Operators.Movement.Identity(), tensor);

    /// <summary>The body that an attribute holds, as a function that is written down where it is called.</summary>
    public Func<IReadOnlyList<Tensor>, IReadOnlyList<Tensor>> Body(string attribute)
    {
        var graph = Attributes.Graph(attribute);
        return given => _body(graph, given);
    }

    /// <summary>A value of the graph around, computed once more from other tensors.</summary>
    /// <param name="value">Its name.</param>
    /// <param name="given">What takes the place of some values, by their names.</param>
    /// <exception cref="ModelFormatException">No node before this one gives it.</exception>
    public Tensor Again(string value, IReadOnlyDictionary<string, Tensor> given) => _again(value, given);

    /// <summary>The element types that the outputs of a body are declared with.</summary>
    public IEnumerable<ElementType> BodyOutputs(string attribute) => Attributes.Graph(attribute).Output.Select(
        o => ElementTypeMap.Find(o.Type?.TensorType?.ElemType ?? 0) ?? throw Error($"the body's output '{o.Name}' has no type."));

    /// <summary>Counts nodes that are put in the place of this one beyond what rows of a fixed size put there.</summary>
    /// <exception cref="ModelFormatException">They take more memory than the cap allows.</exception>
    public void TakeNodes(long count) => _context.Take(GraphReader.BytesOfNode * count, Where, "what takes its place");

    /// <summary>A tensor of the file.</summary>
    public Tensor Read(TensorProto tensor)
    {
        if (TensorReader.Obstacle(tensor) is { } obstacle) throw new GapException($"{obstacle}.");
        return TensorReader.Read(tensor, _context, Where);
    }

    /// <summary>A type of the file, or the reason why Bantam does not have it.</summary>
    public (ValueKind Kind, string? Reason) Read(TypeProto type) => TypeReader.Read(type, Where, _context);

    /// <summary>An error at this node.</summary>
    public ModelFormatException Error(string rule) => _context.Error(Where, rule);

    /// <summary>A node's name and operator, for messages.</summary>
    public static string Describe(NodeProto node)
    {
        var type = node.Domain.Length == 0 ? node.OpType : $"{node.Domain}.{node.OpType}";
        return node.Name.Length > 0 ? $"node '{node.Name}' ({type})" : $"node that gives '{node.Output.FirstOrDefault()}' ({type})";
    }
}
