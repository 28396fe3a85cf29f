namespace Bantam.Training.Initializers;

/// <summary>Uniform in ±√(6 / (in + out)). X. Glorot and Y. Bengio, 2010; Keras' default for kernels.</summary>
public sealed class GlorotUniform : RandomInitializer
{
    /// <inheritdoc/>
    protected override double Sample(double uniform, Fans fans) => ((2 * uniform) - 1) * Math.Sqrt(6.0 / (fans.In + fans.Out));
}
