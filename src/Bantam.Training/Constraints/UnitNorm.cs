using Bantam.Tensors;

namespace Bantam.Training.Constraints;

/// <summary>Each vector of weights has the length 1, Keras' <c>UnitNorm</c>.</summary>
/// <param name="axes">Along which axes lengths are taken; 0 where none is given.</param>
public sealed class UnitNorm(params IReadOnlyList<int> axes) : NormConstraint(axes)
{
    /// <inheritdoc/>
    private protected override Tensor Wanted(Tensor norm) => norm.Number(1);
}
