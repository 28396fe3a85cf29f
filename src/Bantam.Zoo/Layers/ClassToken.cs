using Bantam.Graphs;
using Bantam.Tensors;
using Bantam.Training.Initializers;
using Bantam.Training.Layers;

namespace Bantam.Zoo.Layers;

/// <summary>A learned token before the others: [batch, length, size] → [batch, length + 1, size].</summary>
internal sealed class ClassToken() : Layer(name: null)
{
    private Variable? _token;

    /// <inheritdoc/>
    protected override void Build(IReadOnlyList<TensorType> inputs) =>
        _token = AddVariable("token", Shape.Of(1, 1, inputs[0].Shape[2].Size), new RandomNormal(deviation: 0.5f));

    /// <inheritdoc/>
    protected override Tensor Call(Tensor input, CallContext context) =>
        Tensor.Concat(1, ((Tensor)_token!).Expand(new Shape(input.Shape[0], 1, input.Shape[2])), input);
}
