namespace Bantam.Training.Initializers;

/// <summary>Normal with deviation √(2 / (in + out)), cut off at two deviations. X. Glorot and Y. Bengio, 2010.</summary>
public sealed class GlorotNormal : RandomInitializer
{
    /// <inheritdoc/>
    protected override double Sample(double uniform, Fans fans) => TruncatedNormal(uniform) * Math.Sqrt(2.0 / (fans.In + fans.Out));
}
