using System.Diagnostics.CodeAnalysis;
using Bantam.Execution;
using Bantam.Graphs;
using Bantam.Kernels;
using Bantam.Tensors;

namespace Bantam.Onnx;

/// <summary>
/// A model loaded from a file, ready to run: <c>Model.Load("x.onnx").Run(x)</c>. The sizes of the batch and of other named dimensions are
/// taken from the inputs; the model is compiled when the first of some sizes are seen, and others like them take microseconds more. Where
/// only a run shows sizes, what lies between is compiled too. It is thread-safe: any number of threads may run it at once, and they
/// share one copy of the weights.
/// </summary>
[RequiresDynamicCode("Emits IL, which ahead-of-time compiled apps cannot run: compile the model to C# instead.")]
public sealed class Model
{
    private readonly Graph _graph;
    private readonly GraphRunner _runner;

    /// <summary>A model from a graph.</summary>
    /// <param name="graph">The graph. Its variables' present values are taken as they are.</param>
    /// <param name="threads">How many threads compute one run; null for as many as there are processors. It changes the speed only.</param>
    /// <param name="target">The target that it is compiled for; null for the fastest that this processor has.</param>
    /// <exception cref="Operators.UnsupportedOperatorException">The graph has nodes that Bantam cannot compute; all are named.</exception>
    public Model(Graph graph, int? threads = null, Target? target = null)
    {
        ArgumentNullException.ThrowIfNull(graph);
        if (graph.Gaps.ToArray() is { Length: > 0 } gaps) throw new Operators.UnsupportedOperatorException(gaps);
        _graph = Inference.Prepare(graph);
        _runner = new GraphRunner(_graph, target, threads);
    }

    /// <summary>The inputs, with their types.</summary>
    public IReadOnlyList<Value> Inputs => _graph.Inputs;

    /// <summary>The outputs, with their types.</summary>
    public IReadOnlyList<Value> Outputs => _graph.Outputs;

    /// <summary>How many threads compute one run.</summary>
    public int Threads => _runner.Threads;

    /// <summary>Reads a model from a file, and its external data from other files of the folder.</summary>
    /// <param name="path">The file.</param>
    /// <param name="threads">How many threads compute one run; null for as many as there are processors. It changes the speed only.</param>
    /// <param name="target">The target that it is compiled for; null for the fastest that this processor has.</param>
    /// <exception cref="ModelFormatException">The file breaks a rule of the format.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="Operators.UnsupportedOperatorException">It has nodes that Bantam cannot compute; all are named.</exception>
    public static Model Load(string path, int? threads = null, Target? target = null) =>
        Load(() => OnnxModel.Load(path), threads, target);

    /// <summary>Reads a model from a stream, to its end.</summary>
    /// <inheritdoc cref="Load(string, int?, Target?)"/>
    public static Model Load(Stream stream, int? threads = null, Target? target = null) =>
        Load(() => OnnxModel.Load(stream), threads, target);

    /// <summary>Reads a model from the bytes of its file.</summary>
    /// <inheritdoc cref="Load(string, int?, Target?)"/>
    public static Model Load(ReadOnlyMemory<byte> bytes, int? threads = null, Target? target = null) =>
        Load(() => OnnxModel.Load(bytes), threads, target);

    /// <summary>Runs a model of one input and one output.</summary>
    /// <param name="input">The input.</param>
    /// <exception cref="ShapeException">It is not what the model takes, or the model has several inputs or outputs.</exception>
    public Tensor Run(Tensor input) => Only(_runner.Run(Named(input)));

    /// <summary>Runs a model of one input and one output on elements, row by row.</summary>
    /// <typeparam name="T">The type of the elements, of input and output.</typeparam>
    /// <param name="input">The input's elements; the number of samples follows from their count.</param>
    /// <exception cref="ShapeException">They are not what the model takes, or the model has several inputs or outputs.</exception>
    public T[] Run<T>(ReadOnlySpan<T> input) where T : unmanaged
    {
        var shape = OnlyInput().Type.Shape;
        if (!shape.IsKnown)
        {
            var only = OnlyInput();
            var (name, size) = shape.Count.Solve(input.Length) ?? throw new ShapeException(
                $"Input '{only.Name}' is {only.Type}; {input.Length} elements do not say what its dimensions are. "
                + "Give a tensor with a shape.");
            shape = shape.Bind(new Dictionary<string, int> { [name] = size });
        }

        return Run(Tensor.From(input, shape)).ToArray<T>();
    }

    /// <inheritdoc cref="Run{T}(ReadOnlySpan{T})"/>
    public T[] Run<T>(T[] input) where T : unmanaged => Run<T>(input.AsSpan());

    /// <summary>Runs the model on inputs by name; gives the outputs by name.</summary>
    /// <param name="inputs">The inputs: tensors, sequences (<see cref="Tensor.Sequence"/>), and optionals, which may be missing.</param>
    /// <exception cref="ShapeException">One is missing, given twice or null, or is not what the model takes.</exception>
    public IReadOnlyDictionary<string, Tensor> Run(params (string Name, Tensor Tensor)[] inputs) =>
        Run(ByName(inputs));

    /// <summary>Runs the model on inputs by name; gives the outputs by name.</summary>
    /// <param name="inputs">The inputs.</param>
    /// <param name="cancellationToken">Cancels a run that waits for others to end; one that has begun is finished.</param>
    /// <exception cref="ShapeException">One is missing, or is not what the model takes.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public IReadOnlyDictionary<string, Tensor> Run(
        IReadOnlyDictionary<string, Tensor> inputs, CancellationToken cancellationToken = default) =>
        _runner.Run(inputs, cancellationToken);

    /// <summary>Runs the model on a thread of the pool; gives the outputs by name.</summary>
    /// <inheritdoc cref="Run(IReadOnlyDictionary{string, Tensor}, CancellationToken)"/>
    public Task<IReadOnlyDictionary<string, Tensor>> RunAsync(
        IReadOnlyDictionary<string, Tensor> inputs, CancellationToken cancellationToken = default) =>
        Task.Run(() => _runner.Run(inputs, cancellationToken), cancellationToken);

    /// <summary>Runs a model of one input and one output on a thread of the pool.</summary>
    /// <param name="input">The input.</param>
    /// <param name="cancellationToken">Cancels a run that waits for others to end; one that has begun is finished.</param>
    /// <exception cref="ShapeException">It is not what the model takes, or the model has several inputs or outputs.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public Task<Tensor> RunAsync(Tensor input, CancellationToken cancellationToken = default) =>
        Task.Run(() => Only(_runner.Run(Named(input), cancellationToken)), cancellationToken);

    private static Model Load(Func<OnnxModel> read, int? threads, Target? target)
    {
        FirstModel.Expect(target);
        return new Model(read().Graph, threads, target);
    }

    private static Dictionary<string, Tensor> ByName((string Name, Tensor Tensor)[] inputs)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        var byName = new Dictionary<string, Tensor>();
        foreach (var (name, tensor) in inputs)
        {
            if (name is null) throw new ShapeException("Each input is given with its name; the name of one is null.");
            if (tensor is null) throw new ShapeException($"Input '{name}' is given null; give a tensor, or leave out an optional.");
            if (!byName.TryAdd(name, tensor)) throw new ShapeException($"An input is given once; '{name}' is given again.");
        }

        return byName;
    }

    private Dictionary<string, Tensor> Named(Tensor input)
    {
        ArgumentNullException.ThrowIfNull(input);
        return new Dictionary<string, Tensor> { [OnlyInput().Name] = input };
    }

    private Value OnlyInput()
    {
        if (_graph.Inputs is [var input]) return input;
        var names = string.Join(", ", _graph.Inputs);
        throw new ShapeException($"The model has {_graph.Inputs.Count} inputs ({names}); give each by its name.");
    }

    private static Tensor Only(IReadOnlyDictionary<string, Tensor> outputs)
    {
        if (outputs.Count == 1) return outputs.Values.First();
        var names = string.Join(", ", outputs.Keys);
        throw new ShapeException($"The model has {outputs.Count} outputs ({names}); give its inputs by name to get them by name.");
    }
}
