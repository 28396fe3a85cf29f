using Bantam.Tensors;

namespace Bantam.Training.Layers;

/// <summary>x divided by its length along axes: x / √max(Σx², 10⁻¹²).</summary>
/// <param name="axis">The axes; the last one by default.</param>
/// <param name="name">The layer's name.</param>
public sealed class UnitNormalization(IReadOnlyList<int>? axis = null, string? name = null) : Layer(name)
{
    private const double Least = 1e-12;
    private readonly int[] _axes = [.. axis ?? [-1]];

    /// <inheritdoc/>
    protected override bool PassesMask => true;

    /// <inheritdoc/>
    protected override Tensor Call(Tensor input, CallContext context) =>
        input / Tensor.Max((input * input).ReduceSum(_axes, keepDimensions: true), Least).Sqrt();
}
