using Bantam.Tensors;

namespace Bantam.Training.Layers;

/// <summary>
/// A memory of patterns of −1 and 1 that finds the stored one that is near to another (J. Hopfield, 1982). It learns without gradients:
/// its weights are sums of the patterns' products with themselves. As a layer it takes patterns [batch, size] and gives what it remembers.
/// </summary>
/// <param name="steps">How many times all elements are computed anew from all, 1 or more.</param>
/// <param name="name">The layer's name.</param>
/// <exception cref="ArgumentOutOfRangeException">The number of steps is below 1.</exception>
public sealed class HopfieldNetwork(int steps = 10, string? name = null) : Layer(name)
{
    private readonly int _steps = Hyperparameter.AtLeast(1, steps, nameof(steps));
    private float[]? _weights;
    private int _size;

    /// <summary>Stores patterns in place of what was stored.</summary>
    /// <param name="patterns">The patterns [count, size], of −1 and 1.</param>
    /// <exception cref="ShapeException">They are not a matrix, or hold other numbers.</exception>
    public void Store(Tensor patterns)
    {
        ArgumentNullException.ThrowIfNull(patterns);
        if (patterns.Shape.Rank != 2) throw new ShapeException($"patterns are [count, size]; these are {patterns.Type}.");
        var numbers = patterns.Cast(ElementType.Float).ToArray<float>();
        if (numbers.FirstOrDefault(n => n is not (-1 or 1), 1) is var other and not 1)
            throw new ShapeException($"patterns consist of −1 and 1; one of these numbers is {other}.");
        _size = patterns.Shape[1].Size;
        _weights = new float[_size * _size];
        for (var p = 0; p < numbers.Length; p += _size)
            for (var i = 0; i < _size; i++)
                for (var j = 0; j < _size; j++)
                    if (i != j)
                        _weights[(i * _size) + j] += numbers[p + i] * numbers[p + j] / _size;
    }

    /// <inheritdoc/>
    protected override Tensor Call(Tensor input, CallContext context)
    {
        if (_weights is null) throw new ShapeException("it must have patterns; call Store.");
        if (input.Shape.Rank != 2 || input.Shape[1] != _size)
            throw new ShapeException($"patterns are [batch, {_size}], as those that are stored; these are {input.Type}.");
        var weights = Tensor.From(_weights, _size, _size);
        for (var i = 0; i < _steps; i++)
        {
            // An element that the others do not move stays.
            var field = input.MatMul(weights);
            input = Tensor.Where(field > 0, 1, Tensor.Where(field < 0, -1, input));
        }

        return input;
    }
}
