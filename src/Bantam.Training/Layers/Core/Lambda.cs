using Bantam.Tensors;

namespace Bantam.Training.Layers;

/// <summary>Any function of a tensor as a layer: <c>new Lambda(x => x * x)</c>. It keeps integers as they are.</summary>
/// <param name="function">The function, of operations on tensors; it is differentiated as they are.</param>
/// <param name="name">The layer's name.</param>
public sealed class Lambda(Func<Tensor, Tensor> function, string? name = null) : Layer(name)
{
    private readonly Func<Tensor, Tensor> _function = function ?? throw new ArgumentNullException(nameof(function));

    /// <inheritdoc/>
    protected override bool TakesIntegers => true;

    /// <inheritdoc/>
    protected override Tensor Call(Tensor input, CallContext context) => _function(input);
}
