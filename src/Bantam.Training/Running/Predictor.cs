using System.Diagnostics.CodeAnalysis;
using System.Numerics;
using Bantam.Execution;
using Bantam.Graphs;
using Bantam.Lowering;
using Bantam.Plans;
using Bantam.Targets.Cpu;
using Bantam.Tensors;
using Bantam.Training.Layers;

namespace Bantam.Training.Running;

/// <summary>
/// Predicts with a model on this processor, any number of samples at a time. It is compiled for a few batch sizes when they are first
/// needed; after that a call neither plans nor compiles. It keeps the weights that the model had when it was made or last refreshed. It
/// is thread-safe; concurrent calls run one after the other.
/// </summary>
[RequiresDynamicCode("Emits IL, which ahead-of-time compiled apps cannot run.")]
public sealed class Predictor
{
    /// <summary>The default batch size.</summary>
    public const int DefaultBatchSize = 256;

    private readonly Model _model;
    private readonly Graph _graph;
    private readonly StateLayout _layout;
    private readonly StateMemory _memory;
    private readonly Dictionary<int, Session> _sessions = [];
    private readonly Lock _lock = new();

    /// <summary>A predictor with the model's present weights.</summary>
    /// <param name="model">The model; it is built.</param>
    /// <param name="batchSize">The most samples of a batch; more are computed batch by batch, which bounds the memory.</param>
    /// <param name="threads">How many threads compute; null for as many as there are processors. It changes the speed only.</param>
    /// <exception cref="InvalidOperationException">The model is a sequence that has not been built.</exception>
    /// <exception cref="ShapeException">The first axis of an output is not the batch.</exception>
    public Predictor(Model model, int batchSize = DefaultBatchSize, int? threads = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        (_model, BatchSize) = (model, Hyperparameter.AtLeast(1, batchSize, nameof(batchSize)));
        Threads = Hyperparameter.AtLeast(1, threads ?? CpuTargets.Threads, nameof(threads));
        _graph = model.Trace("batch");
        if (_graph.Outputs.FirstOrDefault(o => !IsOfSamples(o.Type.Shape)) is { } single)
            throw new ShapeException(
                $"What is predicted must have the samples on its first axis; output '{single.Name}' is {single.Type}.");
        _layout = new StateLayout(model.Variables);
        _memory = new StateMemory(_layout);
    }

    /// <summary>The most samples of a batch.</summary>
    public int BatchSize { get; }

    /// <summary>How many threads compute.</summary>
    public int Threads { get; }

    /// <summary>Takes the weights that the model has now.</summary>
    public void Refresh()
    {
        lock (_lock) _memory.Load();
    }

    /// <summary>The predictions of a model of one input and one output.</summary>
    /// <param name="samples">The samples, on the first axis; of the element type that the model takes.</param>
    /// <returns>The output, of as many samples.</returns>
    /// <exception cref="ShapeException">They are not what the model takes, or it has several outputs.</exception>
    public Tensor Predict(Tensor samples) => Predict([samples]) is [var output] ? output
        : throw new ShapeException($"The model has {_graph.Outputs.Count} outputs; give its inputs as a list to get them all.");

    /// <summary>The predictions of a model of several inputs or outputs.</summary>
    /// <param name="inputs">The samples, of each input in the order of <see cref="Model.Inputs"/>; equally many.</param>
    /// <returns>The outputs in their order, of as many samples.</returns>
    /// <exception cref="ShapeException">They are not what the model takes.</exception>
    public IReadOnlyList<Tensor> Predict(IReadOnlyList<Tensor> inputs)
    {
        var count = Check(inputs);
        Tensor[] outputs =
        [
            .. _graph.Outputs.Select(o => new Tensor(new TensorType(o.Type.Element, new Shape([count, .. o.Type.Shape.Skip(1)])))),
        ];
        lock (_lock)
        {
            for (var first = 0; first < count; first += BatchSize) Run(inputs, outputs, first, Math.Min(BatchSize, count - first));
        }

        return outputs;
    }

    /// <summary>One round. It is filled up with zeros to a power of two, so that there are few plans; no sample sees another.</summary>
    private void Run(IReadOnlyList<Tensor> inputs, Tensor[] outputs, int first, int count)
    {
        var size = (int)Math.Min(BitOperations.RoundUpToPowerOf2((uint)count), (uint)BatchSize);
        if (!_sessions.TryGetValue(size, out var session))
            _sessions[size] = session = new Session(CpuPlanner.Plan(_model.Trace(size), CpuTargets.Best, _layout), _memory, Threads);
        for (var i = 0; i < inputs.Count; i++)
        {
            var memory = session.InputBytes(_graph.Inputs[i].Name);
            var bytes = memory.Length / size;
            inputs[i].Bytes.Slice(first * bytes, count * bytes).CopyTo(memory);
            memory[(count * bytes)..].Clear();
        }

        session.Run();
        for (var i = 0; i < outputs.Length; i++)
        {
            var memory = session.OutputBytes(_graph.Outputs[i].Name);
            var bytes = memory.Length / size;
            memory[..(count * bytes)].CopyTo(outputs[i].Bytes[(first * bytes)..]);
        }
    }

    private static bool IsOfSamples(Shape shape) => shape.Rank > 0 && shape[0] == "batch" && shape.Skip(1).All(d => d.IsKnown);

    private int Check(IReadOnlyList<Tensor> inputs)
    {
        var fields = _model.Inputs!;
        Hyperparameter.All(inputs, nameof(inputs));
        if (inputs.Count != fields.Count)
            throw new ShapeException($"The model takes {string.Join(", ", fields)}; {inputs.Count} tensors were given.");
        for (var i = 0; i < fields.Count; i++)
        {
            var (field, type) = (fields[i], inputs[i].Type);
            if (inputs[i].IsSymbolic || type.Element != field.Element || type.Shape.Rank == 0
                || !type.Shape.Skip(1).SequenceEqual(field.Shape))
                throw new ShapeException(
                    $"Samples of '{field.Name}' must be {field.Batch("batch")}; given are {type}. Reshape or cast them.");
            if (type.Shape[0] != inputs[0].Type.Shape[0])
                throw new ShapeException(
                    $"All inputs must have equally many samples; '{field.Name}' has {type.Shape[0]}, '{fields[0].Name}' " +
                    $"{inputs[0].Shape[0]}.");
        }

        return inputs[0].Shape[0].Size;
    }
}
