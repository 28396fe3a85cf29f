using Bantam.Tensors;

namespace Bantam.Training.Constraints;

/// <summary>
/// What constraints on lengths share. A length is taken along axes of the weights as they are here: 0 for the inputs of a unit of a
/// dense layer's kernel [in, out], and 1, 2 and 3 for those of a filter of a convolution's [filters, in, height, width].
/// </summary>
public abstract class NormConstraint : Constraint
{
    /// <summary>Keras' number that keeps quotients finite.</summary>
    private const double Epsilon = 1e-7;

    private readonly int[] _axes;

    private protected NormConstraint(IReadOnlyList<int> axes) => _axes = axes.Count == 0 ? [0] : [.. axes];

    /// <inheritdoc/>
    public sealed override Tensor Project(Tensor weights)
    {
        ArgumentNullException.ThrowIfNull(weights);
        var norm = (weights * weights).ReduceSum(_axes, keepDimensions: true).Sqrt();
        return weights * (Wanted(norm) / (norm + Epsilon));
    }

    /// <summary>The lengths that vectors of some lengths get.</summary>
    private protected abstract Tensor Wanted(Tensor norm);
}
