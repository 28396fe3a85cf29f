using Bantam.Execution;
using Bantam.Graphs;
using Bantam.Onnx;
using Bantam.Tensors;

namespace Bantam.Bench.Cases;

/// <summary>The model in a case's file, ready to infer, and what it is given.</summary>
internal sealed class CaseFile
{
    /// <summary>Reads the file.</summary>
    /// <exception cref="Measuring.MeasurementException">It is not there.</exception>
    public CaseFile(BenchmarkCase @case)
    {
        var graph = OnnxModel.Load(@case.File!()).Graph;
        Inputs = @case.Inputs?.Invoke().ToDictionary(i => i.Name, i => i.Tensor)
            ?? graph.Inputs.ToDictionary(i => i.Name, i => new Tensor(i.Type));
        var names = new Dictionary<string, int>();
        foreach (var input in graph.Inputs) input.Type.Shape.Bind(Inputs[input.Name].Shape, names);
        Prepared = Inference.Prepare(graph);
        Graph = Prepared.Bind(names);
    }

    /// <summary>The inputs by name.</summary>
    public Dictionary<string, Tensor> Inputs { get; }

    /// <summary>The model, which takes inputs of all sizes.</summary>
    public Graph Prepared { get; }

    /// <summary>The model for the sizes of <see cref="Inputs"/>.</summary>
    public Graph Graph { get; }
}
