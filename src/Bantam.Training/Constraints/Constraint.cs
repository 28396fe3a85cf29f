using Bantam.Tensors;

namespace Bantam.Training.Constraints;

/// <summary>
/// What weights must be: behind each update of the optimizer they are brought back to the nearest ones that are.
/// <see href="https://keras.io/api/layers/constraints/"/>
/// </summary>
public abstract class Constraint
{
    /// <summary>The weights as they may be.</summary>
    /// <param name="weights">What the optimizer made of them.</param>
    public abstract Tensor Project(Tensor weights);
}
