using Bantam.Graphs;
using Bantam.Onnx.Protobuf;
using Bantam.Operators;
using Bantam.Tensors;

namespace Bantam.Onnx.Reading;

/// <summary>A node of a file as a row sees it: its inputs as tensors, its attributes, and a way to put operators in its place.</summary>
internal sealed class OnnxNode(
    GraphBuilder builder, ReadContext context, NodeProto proto, IEnumerable<(string, AttributeProto)> attributes, string? name, int version,
    IReadOnlyList<string> outputNames, IReadOnlyList<Tensor?> inputs)
{
    /// <summary>The name of its operator.</summary>
    public string Type => proto.OpType;

    /// <summary>The version of its domain's operators that the file speaks.</summary>
    public int Version => version;

    /// <summary>Its inputs; null where an optional one is absent.</summary>
    public IReadOnlyList<Tensor?> Inputs => inputs;

    /// <summary>Its attributes.</summary>
    public AttributeReader Attributes { get; } = new(attributes, [.. inputs.Select(i => i?.Type)], rule => context.Error(Describe(proto), rule));

    /// <summary>How many outputs it has.</summary>
    public int OutputCount => outputNames.Count;

    /// <summary>Where it is, for messages.</summary>
    public string Where { get; } = Describe(proto);

    /// <summary>An input.</summary>
    /// <exception cref="ModelFormatException">It is absent.</exception>
    public Tensor Input(int index) => Optional(index) ?? throw context.Error(Where, $"input {index} is missing.");

    /// <summary>An input that may be absent.</summary>
    public Tensor? Optional(int index) => index < inputs.Count ? inputs[index] : null;

    /// <summary>Puts an operator on the node's own inputs in its place.</summary>
    public Tensor[] Apply(Operator op) => Apply(op, inputs);

    /// <summary>Puts an operator in the node's place; it gets the node's name and those of its outputs.</summary>
    public Tensor[] Apply(Operator op, params IReadOnlyList<Tensor?> of) => builder.Add(op, of, name, outputNames);

    /// <summary>A tensor in the node's place.</summary>
    public Tensor[] Give(Tensor tensor) => Apply(new Operators.Movement.Identity(), tensor);

    /// <summary>A tensor of the file.</summary>
    public Tensor Read(TensorProto tensor) => TensorReader.Obstacle(tensor) is { } obstacle ? throw new GapException($"{obstacle}.") : TensorReader.Read(tensor, context, Where);

    /// <summary>An error at this node.</summary>
    public ModelFormatException Error(string rule) => context.Error(Where, rule);

    /// <summary>A node's name and operator, for messages.</summary>
    public static string Describe(NodeProto node)
    {
        var type = node.Domain.Length == 0 ? node.OpType : $"{node.Domain}.{node.OpType}";
        return node.Name.Length > 0 ? $"node '{node.Name}' ({type})" : $"node that gives '{node.Output.FirstOrDefault()}' ({type})";
    }
}
