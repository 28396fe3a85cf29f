namespace Bantam.Training.Initializers;

/// <summary>Uniform in ±√(6 / in). K. He et al., 2015.</summary>
public sealed class HeUniform : RandomInitializer
{
    /// <inheritdoc/>
    protected override double Sample(double uniform, Fans fans) => ((2 * uniform) - 1) * Math.Sqrt(6.0 / fans.In);
}
