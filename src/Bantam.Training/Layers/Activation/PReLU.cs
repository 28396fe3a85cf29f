using Bantam.Graphs;
using Bantam.Operators.Activation;
using Bantam.Tensors;
using Bantam.Training.Constraints;
using Bantam.Training.Initializers;
using Bantam.Training.Regularizers;

namespace Bantam.Training.Layers;

/// <summary>x where it is positive, α·x elsewhere, where α is learned (K. He et al., 2015).</summary>
/// <param name="alphaInitializer">The initializer of α; zeros by default.</param>
/// <param name="sharedAxes">Axes along which α is one number, without the batch 1 and up: [1, 2] for one a channel of images.</param>
/// <param name="name">The layer's name.</param>
public sealed class PReLU(Initializer? alphaInitializer = null, IReadOnlyList<int>? sharedAxes = null, string? name = null) : Layer(name)
{
    private readonly int[] _shared = [.. sharedAxes ?? []];
    private Variable? _alpha;

    /// <summary>The penalty on α; null for none.</summary>
    public Regularizer? AlphaRegularizer { get; set; }

    /// <summary>What α must be; null for anything.</summary>
    public Constraint? AlphaConstraint { get; set; }

    /// <inheritdoc/>
    protected override bool PassesMask => true;

    /// <inheritdoc/>
    protected override void Build(IReadOnlyList<TensorType> inputs)
    {
        var shape = inputs[0].Shape;
        if (_shared.FirstOrDefault(axis => axis < 1 || axis >= shape.Rank) is var wrong and not 0)
            throw new ShapeException($"shared axes are from 1 to {shape.Rank - 1}; one of them is {wrong}.");
        var sizes = shape.Skip(1).Select((d, i) => _shared.Contains(i + 1) ? 1 : d.Size);
        _alpha = AddVariable(
            "alpha", Shape.Of(sizes), alphaInitializer ?? new Zeros(), default, true, AlphaRegularizer, AlphaConstraint);
    }

    /// <inheritdoc/>
    protected override Tensor Call(Tensor input, CallContext context) => new PRelu().ApplyOne(input, _alpha!);
}
