namespace Bantam.Training.Layers;

/// <summary>What a random factor lies between. One number alone stands for that far below and above 0, as in Keras.</summary>
public readonly record struct FactorRange
{
    /// <summary>A range.</summary>
    /// <param name="low">The least factor.</param>
    /// <param name="high">The greatest factor, no less.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is not finite, or the greatest is less than the least.</exception>
    public FactorRange(float low, float high)
    {
        Low = Hyperparameter.Finite(low, nameof(low));
        High = Hyperparameter.Finite(high, nameof(high)) >= low ? high : throw new ArgumentOutOfRangeException(
            nameof(high), high, $"the greatest factor must be {low} or more, the least one; it is {high}.");
    }

    /// <summary>The least factor.</summary>
    public float Low { get; }

    /// <summary>The greatest factor.</summary>
    public float High { get; }

    /// <summary>From the number below 0 to the number above.</summary>
    public static implicit operator FactorRange(float factor) => new(-Math.Abs(factor), Math.Abs(factor));

    /// <summary>From the first to the second.</summary>
    public static implicit operator FactorRange((float Low, float High) range) => new(range.Low, range.High);
}
