using System.Runtime.InteropServices;
using Bantam.Execution;
using Bantam.Graphs;
using Bantam.Lowering;
using Bantam.Plans;
using Bantam.Targets.Cpu;
using Bantam.Tensors;

namespace Bantam.Onnx.Tests;

/// <summary>Ways to run a graph on tensors.</summary>
internal static class Executors
{
    /// <summary>Runs a graph compiled for this processor.</summary>
    public static Dictionary<string, Tensor> Cpu(Graph graph, IReadOnlyDictionary<string, Tensor> inputs)
    {
        var session = new Session(Planner.Plan(graph, CpuTargets.Best, dimensions: Dimensions(graph, inputs)));
        foreach (var (name, (type, _)) in session.Plan.Inputs) inputs[name].Bytes.CopyTo(Bytes(type.Element, name, session, isInput: true));
        session.Run();
        var outputs = new Dictionary<string, Tensor>();
        foreach (var (name, (type, _)) in session.Plan.Outputs)
        {
            outputs[name] = new Tensor(type);
            Bytes(type.Element, name, session, isInput: false).CopyTo(outputs[name].Bytes);
        }

        return outputs;
    }

    /// <summary>The numbers of the named dimensions of a graph's inputs.</summary>
    public static Dictionary<string, int> Dimensions(Graph graph, IReadOnlyDictionary<string, Tensor> inputs)
    {
        var dimensions = new Dictionary<string, int>();
        foreach (var input in graph.Inputs)
            for (var axis = 0; axis < input.Type.Shape.Rank; axis++)
                if (input.Type.Shape[axis].Name is { } name)
                    dimensions[name] = inputs[input.Name].Shape[axis].Size;
        return dimensions;
    }

    private static Span<byte> Bytes(ElementType element, string name, Session session, bool isInput) => element switch
    {
        ElementType.Float => Bytes<float>(name, session, isInput),
        ElementType.Double => Bytes<double>(name, session, isInput),
        ElementType.Int8 => Bytes<sbyte>(name, session, isInput),
        ElementType.UInt8 => Bytes<byte>(name, session, isInput),
        ElementType.Int32 => Bytes<int>(name, session, isInput),
        ElementType.Int64 => Bytes<long>(name, session, isInput),
        _ => MemoryMarshal.AsBytes(isInput ? session.Input<bool>(name) : session.Output<bool>(name)),
    };

    private static Span<byte> Bytes<T>(string name, Session session, bool isInput) where T : unmanaged =>
        MemoryMarshal.AsBytes(isInput ? session.Input<T>(name) : session.Output<T>(name));
}
