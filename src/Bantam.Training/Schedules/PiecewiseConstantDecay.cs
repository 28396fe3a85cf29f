namespace Bantam.Training.Schedules;

/// <summary>One learning rate up to and with a step, another up to the next, and a last one for the rest.</summary>
public sealed class PiecewiseConstantDecay : Schedule
{
    private readonly long[] _boundaries;
    private readonly float[] _values;

    /// <summary>A learning rate in pieces.</summary>
    /// <param name="boundaries">The last step of each piece but the last; each greater than the one before.</param>
    /// <param name="values">The learning rates, one more than boundaries.</param>
    /// <exception cref="ArgumentException">Boundaries do not ascend, or there is another number of values.</exception>
    public PiecewiseConstantDecay(IReadOnlyList<long> boundaries, IReadOnlyList<float> values)
    {
        ArgumentNullException.ThrowIfNull(boundaries);
        ArgumentNullException.ThrowIfNull(values);
        if (values.Count != boundaries.Count + 1)
            throw new ArgumentException(
                $"There must be one value more than boundaries; there are {values.Count} and {boundaries.Count}.", nameof(values));
        for (var i = 1; i < boundaries.Count; i++)
            if (boundaries[i] <= boundaries[i - 1])
                throw new ArgumentException(
                    $"Boundaries must ascend; {boundaries[i]} comes after {boundaries[i - 1]}.", nameof(boundaries));
        _boundaries = [.. boundaries];
        _values = [.. values.Select(v => Hyperparameter.NotNegative(v, nameof(values)))];
    }

    /// <inheritdoc/>
    public override float At(long step) => _values[_boundaries.Count(b => step > b)];
}
