using Bantam.Graphs;
using Bantam.Tensors;
using Bantam.Training.Checkpoints;
using Bantam.Training.Initializers;
using Bantam.Training.Steps;

namespace Bantam.Training.Layers;

/// <summary>
/// A step of a model, with its variables. Names and meaning are Keras': images are [batch, height, width, channels]. A layer makes its
/// variables when it is first called, from the shape of what it is called on. Called on a concrete tensor it computes at once; called on
/// a symbolic one it adds nodes to the graph.
/// </summary>
public abstract class Layer
{
    private readonly string? _givenName;
    private readonly List<Variable> _variables = [];
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
    /// Whether it takes integers as they are. Other layers get floats: a byte as a fraction of 255, other integers as their value.
    /// </summary>
    protected virtual bool TakesIntegers => false;

    /// <summary>Calls the layer.</summary>
    /// <param name="input">The input.</param>
    /// <param name="context">For inference or for training; null for inference.</param>
    /// <exception cref="ShapeException">The input does not fit; the message names the layer.</exception>
    public Tensor Apply(Tensor input, CallContext? context = null) => Apply([input], context);

    /// <summary>Calls a layer of several inputs.</summary>
    /// <inheritdoc cref="Apply(Tensor, CallContext?)"/>
    public Tensor Apply(IReadOnlyList<Tensor> inputs, CallContext? context = null)
    {
        if (!IsPlaced) PlaceAlone();
        using var prefix = GraphBuilder.Current?.Prefix(Name.Length > 0 ? Name + "/" : "");
        try
        {
            var tensors = TakesIntegers ? inputs : [.. inputs.Select(ToFloat)];
            if (!_isBuilt) Build([.. tensors.Select(t => t.Type)]);
            _isBuilt = true;
            var output = Call(tensors, context ?? CallContext.Inference);
            Settle();
            OutputType ??= output.Type;
            return output;
        }
        catch (ShapeException error) when (Name.Length > 0 && !error.Message.StartsWith("layer '", StringComparison.Ordinal))
        {
            throw new ShapeException(
                $"layer '{Name}' ({GetType().Name}) on {string.Join(", ", inputs.Select(i => i.Type))}: {error.Message}");
        }
    }

    /// <summary>Applies the layer to outputs of others, in a functional model.</summary>
    public LayerOutput Apply(params IReadOnlyList<LayerOutput> inputs) => new(this, inputs);

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

    /// <summary>Makes a variable.</summary>
    /// <param name="name">Its name in the layer: <c>kernel</c>.</param>
    /// <param name="shape">Its shape.</param>
    /// <param name="initializer">How its elements are chosen.</param>
    /// <param name="fans">For weights, how many inputs and outputs they connect.</param>
    /// <param name="isTrainable">Whether training follows its gradient.</param>
    protected Variable AddVariable(string name, Shape shape, Initializer initializer, Fans fans = default, bool isTrainable = true)
    {
        var variable = new Variable($"{Name}/{name}", initializer.Create(shape, fans, _scope!.Seed, _scope.NextStream()), isTrainable);
        _scope.Saved?.Fill(variable);
        _variables.Add(variable);
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

    private static Tensor ToFloat(Tensor x) => x.Element.IsFloating() ? x : StepInputs.ToFloat(x);
}
