using System.Runtime.InteropServices;
using Bantam.Execution;
using Bantam.Graphs;
using Bantam.Lowering;
using Bantam.Targets.Cpu;
using Bantam.Tensors;

namespace Bantam.Tests.Transforms;

/// <summary>What is left of functions of one tensor that are made ready to infer.</summary>
internal static class Preparation
{
    /// <summary>Checks which operators are left of a function, and that they compute what it says.</summary>
    public static void Check(int[] shape, Func<Tensor, Tensor> function, string left)
    {
        var prepared = Prepared(shape, function, out var graph);
        Assert.Equal(left, OperatorsOf(prepared));
        CheckNumbers(shape, graph, prepared);
    }

    /// <summary>Checks that what is prepared computes what the graph says.</summary>
    public static void CheckNumbers(int[] shape, Graph graph, Graph prepared)
    {
        var input = Lowering.Tensors.Random(shape, 5);
        var expected = ReferenceExecutor.Run(graph, new Dictionary<string, Tensor> { ["x"] = input })["y"];
        var found = Run(prepared, CpuTargets.Best, input);
        Lowering.Tensors.AssertClose(expected.Span<float>(), MemoryMarshal.AsBytes<float>(found), 1e-5, "y");
        prepared.Verify();
    }

    /// <summary>A function made ready to infer.</summary>
    public static Graph Prepared(int[] shape, Func<Tensor, Tensor> function, out Graph graph)
    {
        graph = Graph.Trace([("x", TensorType.Float([.. shape.Select(d => (Dimension)d)]))], inputs => [("y", function(inputs[0]))]);
        return Inference.Prepare(graph);
    }

    /// <summary>The output for an input.</summary>
    public static float[] Run(Graph graph, Bantam.Kernels.Target target, Tensor input)
    {
        var session = new Session(Planner.Plan(graph, target));
        input.Span<float>().CopyTo(session.Input<float>("x"));
        session.Run();
        return session.Output<float>("y").ToArray();
    }

    /// <summary>The operators of a graph, in order.</summary>
    public static string OperatorsOf(Graph graph) => string.Join(' ', graph.Nodes.Select(n => n.Operator.Name));

    /// <summary>Weights, which are variables of the model.</summary>
    public static Tensor Weights(params int[] shape) =>
        new Variable($"w{shape.Length}", Lowering.Tensors.Random(shape, shape.Sum() + shape.Length, low: 0.2f)).Read();
}
