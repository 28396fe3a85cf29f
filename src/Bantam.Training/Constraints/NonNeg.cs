using Bantam.Tensors;

namespace Bantam.Training.Constraints;

/// <summary>No weight is below 0, Keras' <c>NonNeg</c>.</summary>
public sealed class NonNeg : Constraint
{
    /// <inheritdoc/>
    public override Tensor Project(Tensor weights)
    {
        ArgumentNullException.ThrowIfNull(weights);
        return weights.Relu();
    }
}
