using Bantam.Onnx.Protobuf;
using static Bantam.Onnx.Protobuf.AttributeProto.Types;
using static Bantam.Onnx.Protobuf.TensorProto.Types;

namespace Bantam.Onnx.Tests;

/// <summary>Puts the messages of files together by hand.</summary>
internal static class Build
{
    public static ModelProto Model(ValueInfoProto[] inputs, ValueInfoProto[] outputs, params NodeProto[] nodes) =>
        Model(26, inputs, outputs, nodes);

    public static ModelProto Model(int opset, ValueInfoProto[] inputs, ValueInfoProto[] outputs, params NodeProto[] nodes) => new()
    {
        IrVersion = 8,
        OpsetImport = { new OperatorSetIdProto { Domain = "", Version = opset } },
        Graph = new GraphProto { Name = "test", Input = { inputs }, Output = { outputs }, Node = { nodes } },
    };

    public static NodeProto Node(string type, string name, string[] inputs, string[] outputs, params AttributeProto[] attributes) =>
        new() { OpType = type, Name = name, Input = { inputs }, Output = { outputs }, Attribute = { attributes } };

    public static ValueInfoProto Value(string name, DataType type, params long[] dimensions) => new()
    {
        Name = name,
        Type = new TypeProto
        {
            TensorType = new TypeProto.Types.Tensor
            {
                ElemType = (int)type,
                Shape = new TensorShapeProto { Dim = { dimensions.Select(d => new TensorShapeProto.Types.Dimension { DimValue = d }) } },
            },
        },
    };

    public static AttributeProto Int(string name, long value) => new() { Name = name, Type = AttributeType.Int, I = value };

    public static AttributeProto Ints(string name, params long[] values) =>
        new() { Name = name, Type = AttributeType.Ints, Ints = { values } };

    public static AttributeProto Float(string name, float value) => new() { Name = name, Type = AttributeType.Float, F = value };

    public static AttributeProto Numbers(string name, params float[] values) =>
        new() { Name = name, Type = AttributeType.Floats, Floats = { values } };

    public static AttributeProto Text(string name, string value) =>
        new() { Name = name, Type = AttributeType.String, S = Google.Protobuf.ByteString.CopyFromUtf8(value) };

    public static TensorProto Floats(string name, float[] values, params long[] dims) =>
        new() { Name = name, DataType = (int)DataType.Float, Dims = { dims }, FloatData = { values } };
}
