using Bantam.Tensors;

namespace Bantam.Training.Layers;

/// <summary>
/// Leaves out the steps of sequences [batch, time, features] of which all features are one number: they become zeros, and layers behind,
/// such as <see cref="LSTM"/>, skip them. Masks come from here and from <see cref="Embedding"/>; layers that work on each step by itself
/// pass them on, and others drop them. The loss counts all steps.
/// </summary>
/// <param name="maskValue">The number.</param>
/// <param name="name">The layer's name.</param>
public sealed class Masking(float maskValue = 0, string? name = null) : Layer(name)
{
    /// <inheritdoc/>
    protected override Tensor Call(Tensor input, CallContext context)
    {
        if (input.Shape.Rank < 3) throw new ShapeException($"sequences are [batch, time, features]; this is {input.Shape}.");
        var differs = (!Tensor.Equal(input, maskValue)).Cast(ElementType.Float).ReduceMax([-1], keepDimensions: true);
        var output = input * differs;
        StepMask.Put(output, (differs > 0).Squeeze(-1));
        return output;
    }
}
