using Bantam.Tensors;
using Bantam.Training.Layers;

namespace Bantam.Zoo.Layers;

/// <summary>The first token: [batch, length, size] → [batch, size].</summary>
internal sealed class FirstToken() : Layer(name: null)
{
    /// <inheritdoc/>
    protected override Tensor Call(Tensor input, CallContext context) => input.Gather(Tensor.Scalar(0L), axis: 1);
}
