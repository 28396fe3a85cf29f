using Bantam.Training.Randomness;

namespace Bantam.Training.Schedules;

/// <summary>
/// Cosine decay that begins anew, each time over more steps and from another rate (I. Loshchilov and F. Hutter, 2016).
/// </summary>
/// <param name="initial">The learning rate of step 0.</param>
/// <param name="firstDecaySteps">Steps of the first decay, 1 or more.</param>
/// <param name="tMul">How many times longer each decay is than the one before, 1 or more.</param>
/// <param name="mMul">The factor of the first rate of each decay.</param>
/// <param name="alpha">The fraction of the initial learning rate at the end of a decay.</param>
/// <exception cref="ArgumentOutOfRangeException">A number is outside its range.</exception>
public sealed class CosineDecayRestarts(float initial, int firstDecaySteps, float tMul = 2, float mMul = 1, float alpha = 0) : Schedule
{
    private readonly float _initial = Hyperparameter.NotNegative(initial, nameof(initial));
    private readonly int _first = Hyperparameter.AtLeast(1, firstDecaySteps, nameof(firstDecaySteps));
    private readonly float _tMul = tMul >= 1 ? Hyperparameter.Finite(tMul, nameof(tMul))
        : throw new ArgumentOutOfRangeException(nameof(tMul), tMul, $"'tMul' must be 1 or more; it is {tMul}.");
    private readonly float _mMul = Hyperparameter.NotNegative(mMul, nameof(mMul));
    private readonly float _alpha = Hyperparameter.NotNegative(alpha, nameof(alpha));

    /// <inheritdoc/>
    public override float At(long step)
    {
        // One decay after the other, without logarithms, whose rounding would put a restart a step too early or too late.
        var (begin, length, height) = (0.0, (double)_first, 1.0);
        if (_tMul == 1)
        {
            var passed = step / _first;
            (begin, height) = ((double)passed * _first, PortableMath.Power(_mMul, passed));
        }
        else
        {
            while (step >= begin + length) (begin, length, height) = (begin + length, length * _tMul, height * _mMul);
        }

        var cosine = 0.5 * height * (1 + PortableMath.CosPi((step - begin) / length));
        return (float)(_initial * (((1 - _alpha) * cosine) + _alpha));
    }
}
