using Bantam.Tensors;

namespace Bantam.Training.Layers;

/// <summary>Each sample several times, one after the other: [batch, features] → [batch, n, features].</summary>
/// <param name="n">How many times, 1 or more.</param>
/// <param name="name">The layer's name.</param>
/// <exception cref="ArgumentOutOfRangeException">The number is below 1.</exception>
public sealed class RepeatVector(int n, string? name = null) : Layer(name)
{
    private readonly int _count = Hyperparameter.AtLeast(1, n, nameof(n));

    /// <inheritdoc/>
    protected override bool TakesIntegers => true;

    /// <inheritdoc/>
    protected override Tensor Call(Tensor input, CallContext context)
    {
        if (input.Shape.Rank != 2) throw new ShapeException($"what is repeated is [batch, features]; this is {input.Shape}.");
        return input.Unsqueeze(1).Expand(new Shape(input.Shape[0], _count, input.Shape[1]));
    }
}
