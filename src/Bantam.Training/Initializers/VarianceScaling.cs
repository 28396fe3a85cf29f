using Bantam.Training.Randomness;

namespace Bantam.Training.Initializers;

/// <summary>Weights whose variance is a number divided by that of their connections.</summary>
/// <param name="scale">The number, above 0.</param>
/// <param name="mode">Which connections count.</param>
/// <param name="distribution">How weights are distributed.</param>
/// <exception cref="ArgumentOutOfRangeException">The number is not above 0.</exception>
public class VarianceScaling(
    float scale = 1, FanMode mode = FanMode.FanIn, VarianceDistribution distribution = VarianceDistribution.TruncatedNormal)
    : RandomInitializer
{
    private readonly float _scale = Hyperparameter.Positive(scale, nameof(scale));

    /// <inheritdoc/>
    protected override double Sample(double uniform, Fans fans)
    {
        var connections = mode switch
        {
            FanMode.FanIn => fans.In,
            FanMode.FanOut => fans.Out,
            _ => (fans.In + (double)fans.Out) / 2,
        };
        var variance = _scale / Math.Max(connections, 1);
        return distribution switch
        {
            VarianceDistribution.Uniform => ((2 * uniform) - 1) * Math.Sqrt(3 * variance),
            VarianceDistribution.UntruncatedNormal => NormalDistribution.FromUniform(uniform) * Math.Sqrt(variance),
            _ => TruncatedNormal(uniform) * Math.Sqrt(variance),
        };
    }
}
