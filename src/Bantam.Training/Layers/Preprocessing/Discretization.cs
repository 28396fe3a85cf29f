using Bantam.Tensors;

namespace Bantam.Training.Layers;

/// <summary>
/// The number of the interval that each number lies in: how many of some ascending boundaries are not greater than it. They are given, or
/// taken from data by <see cref="Adapt"/> so that intervals have equally many of them; Keras estimates these.
/// </summary>
/// <param name="binBoundaries">The boundaries; null where <see cref="Adapt"/> finds them.</param>
/// <param name="numBins">How many intervals <see cref="Adapt"/> makes.</param>
/// <param name="outputMode">What stands for the numbers.</param>
/// <param name="name">The layer's name.</param>
/// <exception cref="ArgumentException">Both are given or neither, or boundaries do not ascend.</exception>
public sealed class Discretization(
    IReadOnlyList<float>? binBoundaries = null, int? numBins = null, CategoryOutput outputMode = CategoryOutput.Int, string? name = null)
    : Layer(name)
{
    private readonly int _bins = binBoundaries is null == numBins is null
        ? throw new ArgumentException("Boundaries are given, or how many intervals there are; not both and not neither.", nameof(numBins))
        : Hyperparameter.AtLeast(1, numBins ?? binBoundaries!.Count + 1, nameof(numBins));

    private float[]? _boundaries = binBoundaries is null ? null : Ascending(binBoundaries);

    /// <summary>The boundaries; null before <see cref="Adapt"/>.</summary>
    public IReadOnlyList<float>? BinBoundaries => _boundaries;

    /// <inheritdoc/>
    protected override bool TakesIntegers => true;

    /// <summary>Finds the boundaries, before the layer is called.</summary>
    /// <param name="data">The numbers.</param>
    /// <exception cref="ArgumentException">There are none.</exception>
    public void Adapt(Tensor data)
    {
        ArgumentNullException.ThrowIfNull(data);
        var sorted = data.Cast(ElementType.Float).ToArray<float>();
        if (sorted.Length == 0) throw new ArgumentException("There must be numbers to find boundaries of; there are none.", nameof(data));
        Array.Sort(sorted);
        _boundaries = [.. Enumerable.Range(1, _bins - 1).Select(i => sorted[(int)((long)i * sorted.Length / _bins)]).Distinct()];
    }

    /// <inheritdoc/>
    protected override Tensor Call(Tensor input, CallContext context)
    {
        if (_boundaries is null) throw new ShapeException("it must know boundaries; give them, or call Adapt with the training data.");
        var numbers = input.Cast(ElementType.Float);
        var bins = _boundaries.Length == 0 ? (numbers * 0).Cast(ElementType.Int64)
            : (numbers.Unsqueeze(-1) >= Tensor.From(_boundaries, _boundaries.Length)).Cast(ElementType.Float).ReduceSum([-1])
                .Cast(ElementType.Int64);
        return CategoryEncoding.Encode(bins, _bins, outputMode);
    }

    private static float[] Ascending(IReadOnlyList<float> boundaries)
    {
        for (var i = 1; i < boundaries.Count; i++)
            if (!(boundaries[i] > boundaries[i - 1]))
                throw new ArgumentException(
                    $"Boundaries must ascend; number {i + 1}, {boundaries[i]}, follows {boundaries[i - 1]}.", nameof(boundaries));
        return [.. boundaries];
    }
}
