using Bantam.Tensors;

namespace Bantam.Training.Regularizers;

/// <summary>
/// The mean cosine between the rows, or the columns, of a matrix without its sign, times a factor: it is 0 where all are orthogonal.
/// Keras' <c>OrthogonalRegularizer</c>.
/// </summary>
/// <param name="factor">The factor, 0 or more.</param>
/// <param name="columns">Whether it is about columns rather than rows.</param>
/// <exception cref="ArgumentOutOfRangeException">The factor is negative.</exception>
public sealed class OrthogonalRegularizer(float factor = 0.01f, bool columns = false) : Regularizer
{
    private const double Least = 1e-12;

    private readonly float _factor = Hyperparameter.NotNegative(factor, nameof(factor));

    /// <inheritdoc/>
    public override Tensor Penalty(Tensor x)
    {
        ArgumentNullException.ThrowIfNull(x);
        if (x.Shape.Rank != 2)
            throw new ShapeException($"an orthogonal regularizer is of a matrix; this is {x.Shape}. Take another one, such as L2.");
        var rows = columns ? x.TransposeLast() : x;
        var count = rows.Shape[0].Size;
        if (count < 2) return x.ReduceSum([0, 1]) * 0;
        var unit = rows / Tensor.Max((rows * rows).ReduceSum([1], keepDimensions: true), Least).Sqrt();
        var apart = Tensor.Ones(Shape.Of(count, count)) - Tensor.Eye(count);
        var cosines = (unit.MatMul(unit.TransposeLast()) * apart).Abs().ReduceSum([0, 1]);
        return cosines * (_factor / ((double)count * (count - 1)));
    }
}
