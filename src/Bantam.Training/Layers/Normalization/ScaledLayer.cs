using Bantam.Graphs;
using Bantam.Tensors;
using Bantam.Training.Constraints;
using Bantam.Training.Initializers;
using Bantam.Training.Regularizers;

namespace Bantam.Training.Layers;

/// <summary>What normalizations share: a factor and a summand for each channel, the last axis.</summary>
/// <param name="name">The layer's name.</param>
public abstract class ScaledLayer(string? name) : Layer(name)
{
    private Variable? _gamma;
    private Variable? _beta;

    /// <summary>The penalty on gamma; null for none.</summary>
    public Regularizer? GammaRegularizer { get; set; }

    /// <summary>The penalty on beta; null for none.</summary>
    public Regularizer? BetaRegularizer { get; set; }

    /// <summary>What gamma must be; null for anything.</summary>
    public Constraint? GammaConstraint { get; set; }

    /// <summary>What beta must be; null for anything.</summary>
    public Constraint? BetaConstraint { get; set; }

    /// <inheritdoc/>
    protected override bool PassesMask => true;

    /// <summary>Gamma; null where there is none.</summary>
    private protected Tensor? Gamma => _gamma?.Read();

    /// <summary>Beta; null where there is none.</summary>
    private protected Tensor? Beta => _beta?.Read();

    /// <summary>Makes both, ones and zeros where no initializer is given.</summary>
    private protected void AddScale(int channels, bool scale, bool center, Initializer? gamma, Initializer? beta)
    {
        var shape = Shape.Of(channels);
        if (scale) _gamma = AddVariable("gamma", shape, gamma ?? new Ones(), default, true, GammaRegularizer, GammaConstraint);
        if (center) _beta = AddVariable("beta", shape, beta ?? new Zeros(), default, true, BetaRegularizer, BetaConstraint);
    }

    /// <summary>[batch, …, channels] → [batch, channels, …].</summary>
    private protected static Tensor ChannelsFirst(Tensor x) =>
        x.Shape.Rank == 2 ? x : x.Transpose([0, x.Shape.Rank - 1, .. Enumerable.Range(1, x.Shape.Rank - 2)]);

    /// <summary>[batch, channels, …] → [batch, …, channels].</summary>
    private protected static Tensor ChannelsLast(Tensor x) =>
        x.Shape.Rank == 2 ? x : x.Transpose([0, .. Enumerable.Range(2, x.Shape.Rank - 2), 1]);

    /// <summary>Gamma, or what changes nothing, for operators that want one.</summary>
    private protected Tensor GammaOf(Tensor x) => Gamma ?? Tensor.Full(1f, new Shape(x.Shape[-1]));

    /// <summary>Beta, or what changes nothing, for operators that want one.</summary>
    private protected Tensor BetaOf(Tensor x) => Beta ?? Tensor.Full(0f, new Shape(x.Shape[-1]));
}
