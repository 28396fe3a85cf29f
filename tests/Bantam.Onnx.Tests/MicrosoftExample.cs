using Bantam.Onnx.Protobuf;
using Bantam.Onnx.Writing;
using Bantam.Tensors;
using Google.Protobuf;

namespace Bantam.Onnx.Tests;

/// <summary>A node of ONNX Runtime's own domain, with what it is given.</summary>
/// <param name="Operator">The operator.</param>
/// <param name="Inputs">Types of random inputs, tensors of initializers, null where one is absent.</param>
/// <param name="Attributes">The attributes.</param>
internal sealed record MicrosoftExample(string Operator, object?[] Inputs, params AttributeProto[] Attributes)
{
    /// <summary>How many outputs the node names.</summary>
    public int Outputs { get; init; } = 1;

    /// <summary>The places of outputs that are left out in between.</summary>
    public int[] Absent { get; init; } = [];

    /// <summary>The domain.</summary>
    public string Domain { get; init; } = "com.microsoft";

    /// <summary>How far quantized results may be off: where rounding decides, ONNX Runtime may take the other step.</summary>
    public int Steps { get; init; }

    /// <summary>The file.</summary>
    public byte[] Model()
    {
        string[] names = [.. Inputs.Select((input, i) => input is null ? "" : $"x{i}")];
        string[] outputs = [.. Enumerable.Range(0, Outputs).Select(i => Absent.Contains(i) ? "" : $"y{i}")];
        var node = Build.Node(Operator, "node", names, outputs, Attributes);
        node.Domain = Domain;
        var graph = new GraphProto { Name = "test", Node = { node } };
        for (var i = 0; i < Inputs.Length; i++)
        {
            if (Inputs[i] is TensorType type) graph.Input.Add(TensorWriter.Write(names[i], type));
            else if (Inputs[i] is Tensor tensor) graph.Initializer.Add(TensorWriter.Write(tensor, names[i]));
        }

        // ONNX Runtime infers what outputs are.
        foreach (var name in outputs.Where(o => o.Length > 0)) graph.Output.Add(new ValueInfoProto { Name = name });
        var model = new ModelProto { IrVersion = 8, Graph = graph };
        model.OpsetImport.Add(new OperatorSetIdProto { Domain = "", Version = 17 });
        model.OpsetImport.Add(new OperatorSetIdProto { Domain = "com.microsoft", Version = 1 });
        return model.ToByteArray();
    }
}
