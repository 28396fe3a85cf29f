using Bantam.Tensors;

namespace Bantam.Training.Layers;

/// <summary>x where it is positive, α·(eˣ − 1) elsewhere (D.-A. Clevert et al., 2015).</summary>
/// <param name="alpha">α.</param>
/// <param name="name">The layer's name.</param>
/// <exception cref="ArgumentOutOfRangeException">α is not finite.</exception>
public sealed class ELU(float alpha = 1, string? name = null) : Layer(name)
{
    private readonly float _alpha = Hyperparameter.Finite(alpha, nameof(alpha));

    /// <inheritdoc/>
    protected override bool PassesMask => true;

    /// <inheritdoc/>
    protected override Tensor Call(Tensor input, CallContext context) => input.Elu(_alpha);
}
