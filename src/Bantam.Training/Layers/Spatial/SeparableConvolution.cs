using Bantam.Tensors;
using Bantam.Training.Constraints;
using Bantam.Training.Regularizers;

namespace Bantam.Training.Layers;

/// <summary>A convolution of each channel by itself, and then one of single elements, over any number of axes.</summary>
public abstract class SeparableConvolution : Layer
{
    private readonly Convolution _depthwise;
    private readonly Convolution _pointwise;

    private protected SeparableConvolution(string? name, Convolution depthwise, Convolution pointwise)
        : base(name) => (_depthwise, _pointwise) = (depthwise, pointwise);

    /// <summary>The penalty on the first weights; null for none.</summary>
    public Regularizer? DepthwiseRegularizer { get => _depthwise.KernelRegularizer; set => _depthwise.KernelRegularizer = value; }

    /// <summary>The penalty on the second weights; null for none.</summary>
    public Regularizer? PointwiseRegularizer { get => _pointwise.KernelRegularizer; set => _pointwise.KernelRegularizer = value; }

    /// <summary>The penalty on the bias; null for none.</summary>
    public Regularizer? BiasRegularizer { get => _pointwise.BiasRegularizer; set => _pointwise.BiasRegularizer = value; }

    /// <summary>What the first weights must be; null for anything.</summary>
    public Constraint? DepthwiseConstraint { get => _depthwise.KernelConstraint; set => _depthwise.KernelConstraint = value; }

    /// <summary>What the second weights must be; null for anything.</summary>
    public Constraint? PointwiseConstraint { get => _pointwise.KernelConstraint; set => _pointwise.KernelConstraint = value; }

    /// <summary>What the bias must be; null for anything.</summary>
    public Constraint? BiasConstraint { get => _pointwise.BiasConstraint; set => _pointwise.BiasConstraint = value; }

    /// <inheritdoc/>
    public sealed override IReadOnlyList<Layer> Layers => [_depthwise, _pointwise];

    /// <inheritdoc/>
    protected sealed override Tensor Call(Tensor input, CallContext context) =>
        _pointwise.Apply(_depthwise.Apply(input, context), context);
}
