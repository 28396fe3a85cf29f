using System.Diagnostics.CodeAnalysis;
using Bantam.Graphs;
using Bantam.Targets.Cpu;
using Bantam.Tensors;
using Bantam.Training.Checkpoints;
using Bantam.Training.Data;
using Bantam.Training.Running;
using Bantam.Training.Steps;
using Bantam.Transforms;

namespace Bantam.Training.Layers;

/// <summary>
/// A functional model, as in Keras: <c>var x = Model.Input(28, 28, 1); var y = new Dense(10).Apply(new Flatten().Apply(x));
/// var model = new Model(x, y);</c>. A layer that is called twice is shared. A model is a layer itself.
/// </summary>
public class Model : Layer
{
    private readonly IReadOnlyList<LayerOutput> _inputs = [];
    private readonly IReadOnlyList<LayerOutput> _outputs = [];
    private Predictor? _predictor;

    /// <summary>A model from inputs to outputs.</summary>
    /// <param name="inputs">Inputs made by <see cref="Input(Shape, ElementType, string)"/>.</param>
    /// <param name="outputs">What is computed from them.</param>
    /// <param name="name">Its name where it is a layer of another.</param>
    /// <exception cref="ArgumentException">An output depends on an input that is not listed.</exception>
    public Model(IReadOnlyList<LayerOutput> inputs, IReadOnlyList<LayerOutput> outputs, string? name = null)
        : base(name)
    {
        _inputs = [.. Hyperparameter.All(inputs, nameof(inputs))];
        _outputs = [.. Hyperparameter.All(outputs, nameof(outputs))];
        if (outputs.Count == 0) throw new ArgumentException("A model must have an output; none was given.", nameof(outputs));
        Inputs =
            [.. inputs.Select(
            i =>
            i.Input
            ?? throw new ArgumentException(
            $"A model's inputs are made by Model.Input; one of these is the output of {i.Layer!.Kind}.", nameof(inputs)))];
        if (Inputs.DistinctBy(i => i.Name).Count() != Inputs.Count)
            throw new ArgumentException(
                $"The names of a model's inputs must be unique; they are {string.Join(", ", Inputs.Select(i => i.Name))}.", nameof(inputs));
        var order = new List<LayerOutput>();
        foreach (var output in outputs) Sort(output, order);
        Order = order;
        if (order.FirstOrDefault(o => o.Layer is null && !inputs.Contains(o)) is { } missing)
            throw new ArgumentException(
                $"Every input that an output depends on must be listed; '{missing.Input!.Name}' is not.", nameof(inputs));
    }

    /// <summary>A model of one input and one output.</summary>
    /// <inheritdoc cref="Model(IReadOnlyList{LayerOutput}, IReadOnlyList{LayerOutput}, string?)"/>
    public Model(LayerOutput input, LayerOutput output, string? name = null)
        : this([input], [output], name)
    {
    }

    private protected Model(string? name)
        : base(name) => Order = [];

    /// <summary>The seed of the weights. Set it before the model is first called.</summary>
    public uint Seed { get; set; }

    /// <summary>What a sample is made of, and its names in the model's graphs; null for a sequence that has not been built.</summary>
    public IReadOnlyList<Field>? Inputs { get; private protected set; }

    /// <summary>The names of the outputs in the model's graphs; <c>output</c> where none are given.</summary>
    /// <exception cref="ArgumentException">A name is empty, or two are the same.</exception>
    public IReadOnlyList<string> OutputNames
    {
        get;
        init
        {
            Hyperparameter.All(value, nameof(OutputNames));
            if (value.Count == 0 || value.Any(n => n.Length == 0) || value.Distinct().Count() != value.Count)
                throw new ArgumentException($"Outputs must have names, each its own; given are {Listed(value)}.", nameof(OutputNames));
            field = value;
        }
    } = ["output"];

    /// <inheritdoc/>
    public override bool IsBuilt => Layers.All(l => l.IsBuilt);

    /// <inheritdoc/>
    public override IReadOnlyList<Layer> Layers => field ??= [.. Order.Select(o => o.Layer).OfType<Layer>().Distinct()];

    private IReadOnlyList<LayerOutput> Order { get; }

    /// <summary>An input of a functional model.</summary>
    /// <param name="shape">The shape of a sample.</param>
    /// <param name="element">Its element type.</param>
    /// <param name="name">Its name.</param>
    public static LayerOutput Input(Shape shape, ElementType element = ElementType.Float, string name = "input") =>
        new(new Field(name, element, shape));

    /// <summary>A Float input of a functional model.</summary>
    /// <param name="sizes">The shape of a sample.</param>
    public static LayerOutput Input(params IReadOnlyList<int> sizes) => Input(Shape.Of(sizes));

    /// <summary>Makes the variables for samples of floats.</summary>
    /// <param name="sizes">The shape of a sample.</param>
    public void Build(params IReadOnlyList<int> sizes) => Build([new Field("input", ElementType.Float, Shape.Of(sizes))]);

    /// <summary>Makes the variables; does nothing where they are made.</summary>
    /// <param name="inputs">What a sample is made of. A functional model only checks it.</param>
    /// <exception cref="ShapeException">A layer cannot take what it gets; the message names it.</exception>
    public void Build(IReadOnlyList<Field> inputs)
    {
        if (IsBuilt) return;
        Inputs ??= inputs;
        Trace("batch");
    }

    /// <summary>The model as a graph.</summary>
    /// <param name="batch">How many samples a run takes: a number, or a name such as <c>batch</c> that is bound later.</param>
    /// <param name="training">The state of the training that the graph is for; null for inference.</param>
    /// <exception cref="InvalidOperationException">It is a sequence that has not been built.</exception>
    public Graph Trace(Dimension batch, TrainingState? training = null)
    {
        var fields = Inputs
            ?? throw new InvalidOperationException("The model does not know its input yet; call Build with the shape of a sample first.");
        if (!IsPlaced) PlaceAlone();
        return Graph.Trace([.. fields.Select(f => (f.Name, f.Batch(batch)))], tensors =>
        {
            var context = new CallContext(training);
            var outputs = CallAll(tensors, context);
            Settle();
            if (OutputNames.Count != outputs.Count && OutputNames is not ["output"])
                throw new InvalidOperationException(
                    $"There must be a name for each output; there are {outputs.Count} and {Listed(OutputNames)}.");
            (string Name, Tensor Tensor)[] named = [.. outputs.Select((o, i) => (OutputNames[Math.Min(i, OutputNames.Count - 1)], o))];
            if (named.FirstOrDefault(n => fields.Any(f => f.Name == n.Name) && !tensors.Contains(n.Tensor)) is { Name: { } taken })
                throw new InvalidOperationException(
                    $"An output must not have the name of an input that it is not; '{taken}' is both. Give OutputNames.");
            return context.Penalty is { } penalty ? [.. named, (CallContext.PenaltyName, penalty)] : named;
        });
    }

    /// <summary>
    /// The inference graph for any number of samples, for whatever takes a graph: <c>OnnxModel.Save(model, "digits.onnx")</c>. Nothing is
    /// transposed between its layers.
    /// </summary>
    /// <exception cref="InvalidOperationException">The model is a sequence that has not been built.</exception>
    public static implicit operator Graph(Model model) => ChannelsFirst.Apply(model.Trace("batch"));

    /// <summary>Saves the variables by name as safetensors. The file is written whole or not at all.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="InvalidOperationException">The model is a sequence that has not been built.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public void SaveWeights(string path)
    {
        if (!IsBuilt)
            throw new InvalidOperationException(
                "The model has no weights yet; call Build with the shape of a sample, or train it, before they are saved.");
        SafetensorsWriter.Write(path, [.. Variables.Select(v => (v.Name, v.Value))]);
    }

    /// <summary>
    /// Gives the variables the values of a file of safetensors, by name: what <see cref="SaveWeights"/> wrote, or the state that a trainer
    /// saved. A model that is not built yet takes them when it is.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <exception cref="CheckpointException">
    /// The file breaks a rule, or is not of this model; of a model that is not built yet this shows when it is.
    /// </exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public void LoadWeights(string path) => Take(SavedWeights.Read(path));

    /// <summary>Takes values for the variables: at once where it is built, else when it is.</summary>
    internal void Take(SavedWeights weights)
    {
        if (IsBuilt) weights.Fill([.. Variables]);
        else
        {
            if (!IsPlaced) PlaceAlone();
            Await(weights);
        }
    }

    /// <summary>A table of the layers, their output shapes, and their parameters.</summary>
    public string Summary() => ModelSummary.Of(this);

    /// <summary>
    /// Predicts with the model's present weights, any number of samples; the first call compiles. Each call copies the weights; for many
    /// calls with few samples and no training in between, keep a <see cref="Predictor"/>.
    /// </summary>
    /// <param name="samples">The samples, on the first axis. A sequence that is not built yet is built for them.</param>
    /// <param name="batchSize">The most samples that are computed at once.</param>
    /// <param name="threads">How many threads compute; null for as many as there are processors. It changes the speed only.</param>
    /// <returns>The output, of as many samples.</returns>
    /// <exception cref="ShapeException">The samples are not what the model takes, or it has several inputs or outputs.</exception>
    [RequiresDynamicCode("Emits IL, which ahead-of-time compiled apps cannot run.")]
    public Tensor Predict(Tensor samples, int batchSize = Predictor.DefaultBatchSize, int? threads = null)
    {
        ArgumentNullException.ThrowIfNull(samples);
        if (samples.Shape.Rank > 0) Build([new Field("input", samples.Element, new Shape(samples.Shape.Skip(1)))]);
        return Refreshed(batchSize, threads).Predict(samples);
    }

    /// <summary>Predicts with a model of several inputs or outputs; see <see cref="Predict(Tensor, int, int?)"/>.</summary>
    /// <param name="inputs">The samples, of each input in the order of <see cref="Inputs"/>.</param>
    /// <param name="batchSize">The most samples that are computed at once.</param>
    /// <param name="threads">How many threads compute; null for as many as there are processors.</param>
    /// <returns>The outputs in their order.</returns>
    /// <exception cref="ShapeException">The samples are not what the model takes.</exception>
    [RequiresDynamicCode("Emits IL, which ahead-of-time compiled apps cannot run.")]
    public IReadOnlyList<Tensor> Predict(IReadOnlyList<Tensor> inputs, int batchSize = Predictor.DefaultBatchSize, int? threads = null) =>
        Refreshed(batchSize, threads).Predict(inputs);

    [RequiresDynamicCode("Emits IL, which ahead-of-time compiled apps cannot run.")]
    private Predictor Refreshed(int batchSize, int? threads)
    {
        if (_predictor is not null && _predictor.BatchSize == batchSize && _predictor.Threads == (threads ?? CpuTargets.Threads))
            _predictor.Refresh();
        else _predictor = new Predictor(this, batchSize, threads);
        return _predictor;
    }

    /// <inheritdoc/>
    internal override void PlaceAlone() => JoinAsRoot(new LayerScope(Seed));

    /// <inheritdoc/>
    public override int OutputCount => _outputs.Count;

    /// <inheritdoc/>
    protected override IReadOnlyList<Tensor> CallAll(IReadOnlyList<Tensor> inputs, CallContext context)
    {
        if (inputs.Count != _inputs.Count) throw new ShapeException($"it takes {_inputs.Count} inputs; {inputs.Count} were given.");
        var tensors = new Dictionary<LayerOutput, Tensor>();
        for (var i = 0; i < inputs.Count; i++) tensors[_inputs[i]] = inputs[i];
        var calls = new Dictionary<LayerOutput, IReadOnlyList<Tensor>>();
        foreach (var place in Order)
        {
            if (place.Layer is not { } layer) continue;
            if (!calls.TryGetValue(place.First, out var given))
                calls[place.First] = given = layer.ApplyAll([.. place.Sources.Select(s => tensors[s])], context);
            tensors[place] = given[place.Index];
        }

        return [.. _outputs.Select(o => tensors[o])];
    }

    /// <inheritdoc/>
    protected override bool TakesIntegers => true;

    private static string Listed(IReadOnlyList<string> names) =>
        names.Count == 0 ? "no names" : string.Join(", ", names.Select(n => $"'{n}'"));

    /// <summary>Depth first, each place behind its sources.</summary>
    private static void Sort(LayerOutput place, List<LayerOutput> order)
    {
        var open = new Stack<(LayerOutput Place, bool IsReady)>([(place, false)]);
        while (open.TryPop(out var next))
        {
            if (order.Contains(next.Place)) continue;
            if (next.IsReady) order.Add(next.Place);
            else
            {
                open.Push((next.Place, true));
                foreach (var source in next.Place.Sources.Reverse()) open.Push((source, false));
            }
        }
    }
}
