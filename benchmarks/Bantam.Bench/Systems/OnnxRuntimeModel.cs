using Bantam.Bench.Measuring;
using Bantam.Tensors;
using Microsoft.ML.OnnxRuntime;

namespace Bantam.Bench.Systems;

/// <summary>A model in ONNX Runtime with a few sets of inputs, which runs take in turns; all are bound to fixed memory.</summary>
internal sealed class OnnxRuntimeModel : IDisposable
{
    private readonly InferenceSession _session;
    private readonly RunOptions _options = new();
    private readonly List<OrtValue> _values = [];
    private readonly Dictionary<string, (Tensor Tensor, OrtValue Value)> _outputs;
    private readonly OrtIoBinding[] _bindings;
    private int _next;

    /// <summary>Loads a file.</summary>
    /// <param name="file">Its bytes.</param>
    /// <param name="inputs">Sets of inputs by name.</param>
    /// <param name="outputs">The types of all outputs.</param>
    /// <param name="threads">How many threads run it.</param>
    public OnnxRuntimeModel(
        byte[] file, IReadOnlyList<IReadOnlyDictionary<string, Tensor>> inputs, IEnumerable<(string Name, TensorType Type)> outputs,
        int threads)
    {
        using var options = Options(threads);
        _session = new InferenceSession(file, options);
        _outputs = outputs.ToDictionary(o => o.Name, o => new Tensor(o.Type)).ToDictionary(o => o.Key, o => (o.Value, Keep(o.Value)));
        _bindings = [.. inputs.Select(set =>
        {
            var binding = _session.CreateIoBinding();
            foreach (var (name, tensor) in set) binding.BindInput(name, Keep(tensor));
            foreach (var (name, (_, value)) in _outputs) binding.BindOutput(name, value);
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
        LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR, // models of others have initializers that nothing reads
    };

    /// <summary>A tensor as a value of ONNX Runtime, in memory of its own that the tensor does not share.</summary>
    public static OrtValue Value(Tensor tensor) => tensor.Element switch
    {
        ElementType.Float => Value(tensor.ToArray<float>(), tensor.Shape),
        ElementType.UInt8 => Value(tensor.ToArray<byte>(), tensor.Shape),
        ElementType.Int8 => Value(tensor.ToArray<sbyte>(), tensor.Shape),
        ElementType.Int32 => Value(tensor.ToArray<int>(), tensor.Shape),
        ElementType.Int64 => Value(tensor.ToArray<long>(), tensor.Shape),
        _ => throw new MeasurementException(
            $"ONNX Runtime is given floats, bytes and whole numbers of 32 and 64 bits; a tensor is {tensor.Type}."),
    };

    /// <summary>Runs the model on the next set of inputs.</summary>
    public void Run()
    {
        _session.RunWithBinding(_options, _bindings[_next]);
        _next = (_next + 1) % _bindings.Length;
    }

    /// <summary>The outputs for the first set, by name.</summary>
    public IReadOnlyDictionary<string, Tensor> FirstOutputs()
    {
        _session.RunWithBinding(_options, _bindings[0]);
        foreach (var (tensor, value) in _outputs.Values) value.GetTensorMutableRawData().CopyTo(tensor.Bytes);
        return _outputs.ToDictionary(o => o.Key, o => o.Value.Tensor);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var binding in _bindings) binding.Dispose();
        foreach (var value in _values) value.Dispose();
        _options.Dispose();
        _session.Dispose();
    }

    private OrtValue Keep(Tensor tensor)
    {
        _values.Add(Value(tensor));
        return _values[^1];
    }

    private static OrtValue Value<T>(T[] elements, Shape shape) where T : unmanaged =>
        OrtValue.CreateTensorValueFromMemory(elements, [.. shape.Sizes.Select(s => (long)s)]);
}
