using Bantam.Training.Randomness;

namespace Bantam.Training.Schedules;

/// <summary>
/// One rise and one longer fall: by a cosine from <c>highest / divFactor</c> to the highest rate, and by another one to
/// <c>highest / divFactor / finalDivFactor</c>, which stays afterwards (L. Smith and N. Topin, 2018; PyTorch's <c>OneCycleLR</c>).
/// </summary>
/// <param name="highest">The highest learning rate.</param>
/// <param name="totalSteps">Steps of both, 2 or more.</param>
/// <param name="risePart">How much of them rises, above 0, below 1.</param>
/// <param name="divFactor">How many times higher the highest rate is than the first, above 0.</param>
/// <param name="finalDivFactor">How many times higher the first rate is than the last, above 0.</param>
/// <exception cref="ArgumentOutOfRangeException">A number is outside its range.</exception>
public sealed class OneCycle(float highest, int totalSteps, float risePart = 0.3f, float divFactor = 25, float finalDivFactor = 1e4f)
    : Schedule
{
    private readonly float _highest = Hyperparameter.NotNegative(highest, nameof(highest));
    private readonly int _total = Hyperparameter.AtLeast(2, totalSteps, nameof(totalSteps));
    private readonly float _risePart = Hyperparameter.Positive(Hyperparameter.Fraction(risePart, nameof(risePart)), nameof(risePart));
    private readonly float _div = Hyperparameter.Positive(divFactor, nameof(divFactor));
    private readonly float _finalDiv = Hyperparameter.Positive(finalDivFactor, nameof(finalDivFactor));

    /// <inheritdoc/>
    public override float At(long step)
    {
        var (first, last) = ((double)_highest / _div, (double)_highest / _div / _finalDiv);
        var (peak, end) = (Math.Max(((double)_risePart * _total) - 1, 0), _total - 1.0);
        return (float)(step < peak ? Between(first, _highest, step / peak)
            : Between(_highest, last, Math.Min((step - peak) / (end - peak), 1)));
    }

    private static double Between(double from, double to, double part) => to + ((from - to) * 0.5 * (1 + PortableMath.CosPi(part)));
}
