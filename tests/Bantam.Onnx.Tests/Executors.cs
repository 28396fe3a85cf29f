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
    /// <summary>
    /// Runs a graph compiled for this processor. Where shapes depend on what inputs say, those behind the first one are constants of
    /// the plan, or else all of them.
    /// </summary>
    public static Dictionary<string, Tensor> Cpu(Graph graph, IReadOnlyDictionary<string, Tensor> inputs)
    {
        var names = Dimensions(graph, inputs);
        var bound = graph.Bind(names);
        if (!bound.IsBound) bound = graph.Bind(names, graph.Inputs.Skip(1).ToDictionary(i => i.Name, i => inputs[i.Name]));
        if (!bound.IsBound) bound = graph.Bind(names, inputs);
        return Cpu(Planner.Plan(bound, CpuTargets.Best), inputs);
    }

    /// <summary>Runs a plan for this processor.</summary>
    public static Dictionary<string, Tensor> Cpu(Plan plan, IReadOnlyDictionary<string, Tensor> inputs)
    {
        var session = new Session(plan);
        foreach (var name in session.Plan.Inputs.Keys) inputs[name].Bytes.CopyTo(session.InputBytes(name));
        session.Run();
        var outputs = new Dictionary<string, Tensor>();
        foreach (var (name, (type, _)) in session.Plan.Outputs)
        {
            outputs[name] = new Tensor(type);
            session.OutputBytes(name).CopyTo(outputs[name].Bytes);
        }

        return outputs;
    }

    /// <summary>The numbers of the named dimensions of a graph's inputs.</summary>
    public static Dictionary<string, int> Dimensions(Graph graph, IReadOnlyDictionary<string, Tensor> inputs)
    {
        var dimensions = new Dictionary<string, int>();
        foreach (var input in graph.Inputs) input.Type.Shape.Bind(inputs[input.Name].Shape, dimensions);
        return dimensions;
    }
}
