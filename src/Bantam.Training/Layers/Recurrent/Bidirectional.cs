using Bantam.Tensors;

namespace Bantam.Training.Layers;

/// <summary>
/// A recurrent network and another that reads from the other end (M. Schuster and K. Paliwal, 1997), whose steps come out in the order of
/// time. Initial states, and the last ones where they are returned, are those of the first network, then of the other.
/// </summary>
public sealed class Bidirectional : Layer
{
    private readonly RNN _forward;
    private readonly RNN _backward;
    private readonly MergeMode _mergeMode;

    /// <summary>Two networks.</summary>
    /// <param name="layer">The network that reads from the beginning, and the pattern of the other.</param>
    /// <param name="mergeMode">How both become one.</param>
    /// <param name="backwardLayer">The pattern of the other network where it has arguments of its own, also without goBackwards.</param>
    /// <param name="name">The layer's name.</param>
    /// <exception cref="InvalidOperationException">A network has been called.</exception>
    public Bidirectional(RNN layer, MergeMode mergeMode = MergeMode.Concat, RNN? backwardLayer = null, string? name = null)
        : base(name)
    {
        ArgumentNullException.ThrowIfNull(layer);
        _forward = layer.Renamed($"forward_{layer.Kind}");
        _backward = backwardLayer?.Backwards($"backward_{backwardLayer.Kind}", true) ?? layer.Backwards($"backward_{layer.Kind}", null);
        _mergeMode = mergeMode;
        if (_forward.ReturnsSequences != _backward.ReturnsSequences || _forward.OutputCount != _backward.OutputCount)
            throw new ArgumentException(
                "Both directions must return the same: sequences or not, states or not.", nameof(backwardLayer));
    }

    /// <inheritdoc/>
    public override IReadOnlyList<Layer> Layers => [_forward, _backward];

    /// <inheritdoc/>
    public override int OutputCount => (2 * _forward.OutputCount) - 1;

    /// <inheritdoc/>
    protected override bool PassesMask => _forward.ReturnsSequences;

    /// <inheritdoc/>
    protected override IReadOnlyList<Tensor> CallAll(IReadOnlyList<Tensor> inputs, CallContext context)
    {
        if (inputs.Count % 2 == 0)
            throw new ShapeException($"it takes a sequence and as many initial states for both directions; {inputs.Count - 1} were given.");
        var half = (inputs.Count - 1) / 2;
        var forward = _forward.ApplyAll([inputs[0], .. inputs.Skip(1).Take(half)], context);
        var backward = _backward.ApplyAll([inputs[0], .. inputs.Skip(1 + half)], context);
        var (a, b) = (forward[0], backward[0]);
        var merged = _mergeMode switch
        {
            MergeMode.Sum => a + b,
            MergeMode.Mul => a * b,
            MergeMode.Ave => (a + b) * 0.5,
            _ => Tensor.Concat(-1, a, b),
        };
        return [merged, .. forward.Skip(1), .. backward.Skip(1)];
    }
}
