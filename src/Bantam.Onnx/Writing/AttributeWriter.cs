using Bantam.Onnx.Protobuf;
using Bantam.Onnx.Reading;
using Bantam.Onnx.Rows;
using Bantam.Tensors;
using Google.Protobuf;
using Kind = Bantam.Onnx.Protobuf.AttributeProto.Types.AttributeType;

namespace Bantam.Onnx.Writing;

/// <summary>Notes the attributes of an operator in a node of a file; those that are at ONNX' default are left out.</summary>
internal sealed class AttributeWriter(NodeProto node, IReadOnlyList<TensorType?> inputs) : Attributes
{
    /// <inheritdoc/>
    public override IReadOnlyList<TensorType?> Inputs => inputs;

    /// <inheritdoc/>
    public override int OutputCount => node.Output.Count;

    /// <inheritdoc/>
    public override float Float(string name, float otherwise, float? present)
    {
        var value = present ?? otherwise;
        if (BitConverter.SingleToInt32Bits(value) != BitConverter.SingleToInt32Bits(otherwise))
            Add(new AttributeProto { Name = name, Type = Kind.Float, F = value });
        return value;
    }

    /// <inheritdoc/>
    public override float? OptionalFloat(string name, float? present)
    {
        if (present is { } value) Add(new AttributeProto { Name = name, Type = Kind.Float, F = value });
        return present;
    }

    /// <inheritdoc/>
    public override int Int(string name, int otherwise, int? present) =>
        present is null || present == otherwise ? otherwise : OptionalInt(name, present)!.Value;

    /// <inheritdoc/>
    public override int? OptionalInt(string name, int? present)
    {
        if (present is { } value) Add(new AttributeProto { Name = name, Type = Kind.Int, I = value });
        return present;
    }

    /// <inheritdoc/>
    public override Ints? OptionalInts(string name, Ints? present)
    {
        if (present is not null) Add(new AttributeProto { Name = name, Type = Kind.Ints, Ints = { present.Select(i => (long)i) } });
        return present;
    }

    /// <inheritdoc/>
    public override long Long(string name, long otherwise, long? present)
    {
        if (present is null || present == otherwise) return otherwise;
        Add(new AttributeProto { Name = name, Type = Kind.Int, I = present.Value });
        return present.Value;
    }

    /// <inheritdoc/>
    public override Items<long>? Longs(string name, Items<long>? present)
    {
        if (present is not null) Add(new AttributeProto { Name = name, Type = Kind.Ints, Ints = { present } });
        return present;
    }

    /// <inheritdoc/>
    public override Items<float>? Floats(string name, Items<float>? present)
    {
        if (present is not null) Add(new AttributeProto { Name = name, Type = Kind.Floats, Floats = { present } });
        return present;
    }

    /// <inheritdoc/>
    public override Items<string>? Texts(string name, Items<string>? present)
    {
        if (present is not null)
            Add(new AttributeProto { Name = name, Type = Kind.Strings, Strings = { present.Select(ByteString.CopyFromUtf8) } });
        return present;
    }

    /// <inheritdoc/>
    public override string Text(string name, string otherwise, string? present)
    {
        if (present is null || present == otherwise) return otherwise;
        Add(new AttributeProto { Name = name, Type = Kind.String, S = ByteString.CopyFromUtf8(present) });
        return present;
    }

    /// <inheritdoc/>
    public override ElementType? OptionalElement(string name, ElementType? present)
    {
        if (present is { } type) OptionalInt(name, (int)type);
        return present;
    }

    /// <inheritdoc/>
    public override Tensor? OptionalTensor(string name, Tensor? present)
    {
        if (present is not null) Add(new AttributeProto { Name = name, Type = Kind.Tensor, T = TensorWriter.Write(present, "") });
        return present;
    }

    /// <inheritdoc/>
    public override ValueKind? OptionalKind(string name, ValueKind? present)
    {
        if (present is not null) Add(new AttributeProto { Name = name, Type = Kind.TypeProto, Tp = TensorWriter.Write(present) });
        return present;
    }

    /// <inheritdoc/>
    public override int Stream(int? present) => present ?? 0;

    /// <inheritdoc/>
    public override int DrawnSeed(int? present) => present ?? 0;

    /// <inheritdoc/>
    public override void Only(string name, int value)
    {
    }

    /// <inheritdoc/>
    public override void Ignore(string name)
    {
    }

    /// <inheritdoc/>
    public override Exception Fault(string rule) => new NotSupportedException($"{OnnxNode.Describe(node)}: {rule}");

    private void Add(AttributeProto attribute) => node.Attribute.Add(attribute);
}
