using Bantam.Graphs;
using Bantam.Tensors;
using Bantam.Training.Checkpoints;
using Bantam.Training.Constraints;
using Bantam.Training.Initializers;
using Bantam.Training.Regularizers;
using Bantam.Training.Steps;

namespace Bantam.Training.Layers;

/// <summary>
/// A step of a model, with its variables. Names and meaning are Keras': images are [batch, height, width, channels]. A layer makes its
/// variables when it is first called, from the shape of what it is called on. Called on a concrete tensor it computes at once; called on
/// a symbolic one it adds nodes to the graph.
/// </summary>
public abstract class Layer
{
    private string? _givenName;
    private List<Variable> _variables = [];
    private List<WeightRule> _rules = [];
    private LayerScope? _scope;
    private bool _isBuilt;
    private bool _isAwaiting;

    /// <summary>A layer.</summary>
    /// <param name="name">Its name, unique in the model; null for one made of its kind and a number.</param>
    protected Layer(string? name) => _givenName = name;

    /// <summary>
    /// Its name in the model with those of the models around it, such as <c>encoder/dense_1</c>; before it is in one, its kind.
    /// </summary>
    public string Name { get; private set; } = "";

    /// <summary>Whether training changes its variables; setting it sets the layers inside too. Set it before a trainer is made.</summary>
    public bool IsTrainable
    {
        get;
        set
        {
            field = value;
            foreach (var layer in Layers) layer.IsTrainable = value;
        }
    } = true;

    /// <summary>A penalty on what the layer gives, divided by the size of the batch; null for none.</summary>
    public Regularizer? ActivityRegularizer { get; set; }

    /// <summary>How many tensors it gives; all but the first are reached by <c>ApplyAll</c>.</summary>
    public virtual int OutputCount => 1;

    /// <summary>The layers inside.</summary>
    public virtual IReadOnlyList<Layer> Layers => [];

    /// <summary>Its variables and those of the layers inside; none before the first call.</summary>
    public IEnumerable<Variable> Variables => _variables.Concat(Layers.SelectMany(l => l.Variables)).Distinct();

    /// <summary>Those of its variables that training changes.</summary>
    public IEnumerable<Variable> TrainableVariables =>
        (IsTrainable ? _variables.Where(v => v.IsTrainable) : []).Concat(Layers.SelectMany(l => l.TrainableVariables)).Distinct();

    /// <summary>Whether it has been called and so has its variables.</summary>
    public virtual bool IsBuilt => _isBuilt && Layers.All(l => l.IsBuilt);

    /// <summary>The type of what came out when it was first called.</summary>
    internal TensorType? OutputType { get; private set; }

    /// <summary>The kind of layer in small letters, as Keras writes it: <c>max_pooling2d</c>.</summary>
    internal string Kind => SnakeCase.Of(GetType());

    /// <summary>
    /// Whether it takes integers, texts and floats of other widths as they are. Other layers compute in Float: they get a byte as a
    /// fraction of 255, any other number as its value.
    /// </summary>
    protected virtual bool TakesIntegers => false;

    /// <summary>
    /// Whether what comes out has the mask of what went in (<see cref="Masking"/>): a layer that works on each step by itself.
    /// </summary>
    protected virtual bool PassesMask => false;

    /// <summary>Calls the layer.</summary>
    /// <param name="input">The input.</param>
    /// <param name="context">For inference or for training; null for inference.</param>
    /// <exception cref="ShapeException">The input does not fit; the message names the layer.</exception>
    public Tensor Apply(Tensor input, CallContext? context = null) => Apply([input], context);

    /// <summary>Calls a layer of several inputs.</summary>
    /// <inheritdoc cref="Apply(Tensor, CallContext?)"/>
    public Tensor Apply(IReadOnlyList<Tensor> inputs, CallContext? context = null) => ApplyAll(inputs, context)[0];

    /// <summary>Calls a layer that gives several tensors.</summary>
    /// <inheritdoc cref="Apply(Tensor, CallContext?)"/>
    public IReadOnlyList<Tensor> ApplyAll(IReadOnlyList<Tensor> inputs, CallContext? context = null)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        if (!IsPlaced) PlaceAlone();
        using var prefix = GraphBuilder.Current?.Prefix(Name.Length > 0 ? Name + "/" : "");
        try
        {
            context ??= CallContext.Inference;
            Tensor[] tensors = [.. inputs.Select(Taken)];
            EnsureBuilt([.. tensors.Select(t => t.Type)]);
            var outputs = CallAll(tensors, context);
            Settle();
            OutputType ??= outputs[0].Type;
            Note(context, outputs[0]);
            if (PassesMask && inputs.Select(StepMask.Of).FirstOrDefault(m => m is not null) is { } mask) StepMask.Put(outputs[0], mask);
            return outputs;
        }
        catch (ShapeException error) when (Name.Length > 0 && !error.Message.StartsWith("layer '", StringComparison.Ordinal))
        {
            throw new ShapeException(
                $"layer '{Name}' ({GetType().Name}) on {string.Join(", ", inputs.Select(i => i.Type))}: {error.Message}");
        }
    }

    /// <summary>Applies the layer to outputs of others, in a functional model.</summary>
    public LayerOutput Apply(params IReadOnlyList<LayerOutput> inputs) => new(this, inputs);

    /// <summary>Applies a layer that gives several tensors to outputs of others, in a functional model.</summary>
    public IReadOnlyList<LayerOutput> ApplyAll(params IReadOnlyList<LayerOutput> inputs)
    {
        var first = Apply(inputs);
        return [first, .. Enumerable.Range(1, OutputCount - 1).Select(i => new LayerOutput(first, i))];
    }

    /// <summary>Makes the variables.</summary>
    /// <param name="inputs">The types of what the layer is called on.</param>
    protected virtual void Build(IReadOnlyList<TensorType> inputs)
    {
    }

    /// <summary>Computes the layer of one input.</summary>
    protected virtual Tensor Call(Tensor input, CallContext context) =>
        throw new NotSupportedException($"{GetType().Name} has no Call; override one of the two.");

    /// <summary>Computes the layer.</summary>
    protected virtual Tensor Call(IReadOnlyList<Tensor> inputs, CallContext context) => inputs.Count == 1 ? Call(inputs[0], context)
        : throw new ShapeException($"it takes one input; {inputs.Count} were given.");

    /// <summary>Computes a layer that gives several tensors.</summary>
    protected virtual IReadOnlyList<Tensor> CallAll(IReadOnlyList<Tensor> inputs, CallContext context) => [Call(inputs, context)];

    /// <summary>Makes a variable.</summary>
    /// <param name="name">Its name in the layer: <c>kernel</c>.</param>
    /// <param name="shape">Its shape.</param>
    /// <param name="initializer">How its elements are chosen.</param>
    /// <param name="fans">For weights, how many inputs and outputs they connect.</param>
    /// <param name="isTrainable">Whether training follows its gradient.</param>
    /// <param name="regularizer">The penalty on its size; null for none.</param>
    /// <param name="constraint">What its elements must be; null for anything.</param>
    protected Variable AddVariable(
        string name, Shape shape, Initializer initializer, Fans fans = default, bool isTrainable = true, Regularizer? regularizer = null,
        Constraint? constraint = null)
    {
        ArgumentNullException.ThrowIfNull(initializer);
        var variable = new Variable($"{Name}/{name}", initializer.Create(shape, fans, _scope!.Seed, _scope.NextStream()), isTrainable);
        _scope.Saved?.Fill(variable);
        _variables.Add(variable);
        if (regularizer is not null || constraint is not null) _rules.Add(new WeightRule(variable, regularizer, constraint));
        return variable;
    }

    /// <summary>A number that no other variable or source of noise of the model has.</summary>
    protected int NextStream() => (int)_scope!.NextStream();

    /// <summary>Takes a place in a model, which gives it its name. A layer that has one keeps it.</summary>
    internal void Join(LayerScope scope, string path)
    {
        if (ReferenceEquals(_scope, scope)) return;
        if (_scope is null) Name = _givenName is null ? scope.Next(path + Kind) : scope.Take(path + _givenName);
        else scope.Take(Name);
        _scope ??= scope;
        foreach (var layer in Layers) layer.Join(scope, Name + "/");
    }

    /// <summary>Lets the variables that are made from now on have values of a file.</summary>
    private protected void Await(SavedWeights weights)
    {
        foreach (var variable in Variables) weights.Fill(variable);
        (_scope!.Saved, _isAwaiting) = (weights, true);
    }

    /// <summary>Where all layers are built, makes sure that the file has no tensor of another model.</summary>
    private protected void Settle()
    {
        if (!_isAwaiting || !IsBuilt || _scope?.Saved is not { } weights) return;
        (_scope.Saved, _isAwaiting) = (null, false);
        weights.RequireAllTaken();
    }

    /// <summary>Whether it has a place in a model, or is one.</summary>
    internal bool IsPlaced => _scope is not null;

    /// <summary>Takes a place outside of any model.</summary>
    internal virtual void PlaceAlone() => Join(new LayerScope(0), "");

    /// <summary>Takes the place of the whole model: its layers have their own names only.</summary>
    private protected void JoinAsRoot(LayerScope scope)
    {
        _scope = scope;
        foreach (var layer in Layers) layer.Join(scope, "");
    }

    /// <summary>Makes the variables where they are not made.</summary>
    internal void EnsureBuilt(IReadOnlyList<TensorType> inputs)
    {
        if (!_isBuilt) Build(inputs);
        _isBuilt = true;
    }

    /// <summary>Tells a training step the rules of the weights, and the penalty on an output.</summary>
    internal void Note(CallContext context, Tensor? output)
    {
        if (context.Training is null) return;
        if (IsTrainable) foreach (var rule in _rules) context.Add(rule);
        if (ActivityRegularizer is not { } regularizer || output is null) return;
        var samples = output.Shape.Rank > 0 && output.Shape[0].IsKnown ? Math.Max(output.Shape[0].Size, 1) : 1;
        context.AddLoss(regularizer.Penalty(output) * (1.0 / samples));
    }

    /// <summary>A layer with the same arguments, before either has a place in a model.</summary>
    /// <param name="name">Its name.</param>
    private protected virtual Layer Copy(string? name)
    {
        if (IsPlaced) throw new InvalidOperationException($"A layer can be copied before it is called; '{Name}' has been.");
        var copy = (Layer)MemberwiseClone();
        (copy._givenName, copy._variables, copy._rules) = (name, [], []);
        return copy;
    }

    private Tensor Taken(Tensor x)
    {
        if (TakesIntegers || x.Element == ElementType.Float) return x;
        if (x.Element == ElementType.String)
            throw new ShapeException("it computes with numbers, and this is text; put a StringLookup or a TextVectorization before it.");
        var numbers = StepInputs.ToFloat(x);
        if (StepMask.Of(x) is { } mask) StepMask.Put(numbers, mask);
        return numbers;
    }
}
