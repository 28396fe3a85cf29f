using Bantam.Bench.Measuring;
using Bantam.Graphs;
using Bantam.Onnx;
using Bantam.Tensors;
using Microsoft.ML.OnnxRuntime;
using TensorElementType = Microsoft.ML.OnnxRuntime.Tensors.TensorElementType;

namespace Bantam.Bench.Systems;

/// <summary>A model in ONNX Runtime with a few sets of inputs, which runs take in turns.</summary>
internal sealed class OnnxRuntimeModel : IDisposable
{
    private readonly InferenceSession _session;
    private readonly RunOptions _options = new();
    private readonly List<OrtValue> _values = [];
    private readonly OrtIoBinding[] _bindings;
    private readonly OrtValue _output;
    private int _next;

    /// <summary>Loads a graph by way of its file.</summary>
    /// <param name="graph">A graph of one output, with all dimensions known.</param>
    /// <param name="inputs">Sets of inputs in the graph's order.</param>
    /// <param name="threads">How many threads run it.</param>
    public OnnxRuntimeModel(Graph graph, IReadOnlyList<Tensor[]> inputs, int threads)
    {
        using var file = new MemoryStream();
        new OnnxModel(graph).Save(file);
        using var options = Options(threads);
        _session = new InferenceSession(file.ToArray(), options);
        _output = Keep(new Tensor(graph.Outputs[0].Type));
        _bindings = [.. inputs.Select(set =>
        {
            var binding = _session.CreateIoBinding();
            for (var i = 0; i < set.Length; i++) binding.BindInput(graph.Inputs[i].Name, Keep(set[i]));
            binding.BindOutput(graph.Outputs[0].Name, _output);
            return binding;
        })];
    }

    /// <summary>How sessions are made: optimized as far as can be, on so many threads.</summary>
    public static SessionOptions Options(int threads) => new()
    {
        IntraOpNumThreads = threads,
        InterOpNumThreads = 1,
        ExecutionMode = ExecutionMode.ORT_SEQUENTIAL,
        GraphOptimizationLevel = GraphOptimizationLevel.ORT_ENABLE_ALL,
    };

    /// <summary>Runs the model on the next set of inputs.</summary>
    public void Run()
    {
        _session.RunWithBinding(_options, _bindings[_next]);
        _next = (_next + 1) % _bindings.Length;
    }

    /// <summary>The output for the first set, as floats where it is Int32.</summary>
    public float[] FirstOutput()
    {
        _session.RunWithBinding(_options, _bindings[0]);
        return _output.GetTensorTypeAndShape().ElementDataType == TensorElementType.Float
            ? _output.GetTensorDataAsSpan<float>().ToArray() : OnnxRuntime.Floats(_output.GetTensorDataAsSpan<int>());
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var binding in _bindings) binding.Dispose();
        foreach (var value in _values) value.Dispose();
        _options.Dispose();
        _session.Dispose();
    }

    private OrtValue Keep(Tensor tensor) => tensor.Element switch
    {
        ElementType.Float => Keep(tensor.ToArray<float>(), tensor.Shape),
        ElementType.UInt8 => Keep(tensor.ToArray<byte>(), tensor.Shape),
        ElementType.Int8 => Keep(tensor.ToArray<sbyte>(), tensor.Shape),
        ElementType.Int32 => Keep(tensor.ToArray<int>(), tensor.Shape),
        _ => throw new MeasurementException($"ONNX Runtime is given floats, bytes and Int32 only; a tensor is {tensor.Type}."),
    };

    private OrtValue Keep<T>(T[] elements, Shape shape) where T : unmanaged
    {
        _values.Add(OrtValue.CreateTensorValueFromMemory(elements, [.. shape.Sizes.Select(s => (long)s)]));
        return _values[^1];
    }
}
