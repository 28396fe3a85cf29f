namespace Bantam.Training.Initializers;

/// <summary>Normal with deviation √(2 / in), cut off at two deviations. K. He et al., 2015.</summary>
public sealed class HeNormal : RandomInitializer
{
    /// <inheritdoc/>
    protected override double Sample(double uniform, Fans fans) => TruncatedNormal(uniform) * Math.Sqrt(2.0 / fans.In);
}
