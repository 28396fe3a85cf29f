using Bantam.Tensors;

namespace Bantam.Training.Layers;

/// <summary>A function of each element, or of the last axis, as a layer.</summary>
/// <param name="function">The function: one of <see cref="Activations"/>, or any other.</param>
/// <param name="name">The layer's name.</param>
public sealed class Activation(Func<Tensor, Tensor> function, string? name = null) : Layer(name)
{
    private readonly Func<Tensor, Tensor> _function = function ?? throw new ArgumentNullException(nameof(function));

    /// <inheritdoc/>
    protected override bool PassesMask => true;

    /// <inheritdoc/>
    protected override Tensor Call(Tensor input, CallContext context) => _function(input);
}
