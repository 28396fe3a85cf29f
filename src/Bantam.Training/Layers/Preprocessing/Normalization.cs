using Bantam.Graphs;
using Bantam.Tensors;
using Bantam.Training.Initializers;

namespace Bantam.Training.Layers;

/// <summary>
/// (x − mean) / √variance, where both are given or computed from data by <see cref="Adapt"/>. They are variables that are not trained.
/// </summary>
/// <param name="axis">The axis that has a mean for each place, the last one; null for one mean of all.</param>
/// <param name="mean">The means; null where <see cref="Adapt"/> computes them.</param>
/// <param name="variance">The variances.</param>
/// <param name="invert">Whether it computes x · √variance + mean instead.</param>
/// <param name="name">The layer's name.</param>
public sealed class Normalization(
    int? axis = -1, IReadOnlyList<float>? mean = null, IReadOnlyList<float>? variance = null, bool invert = false, string? name = null)
    : Layer(name)
{
    /// <summary>Keras' least deviation, so that a constant feature is no division by zero.</summary>
    private const double Least = 1e-7;

    private float[]? _means = mean is null ? null : [.. mean];
    private float[]? _variances = variance is null ? null : [.. variance];
    private Variable? _mean;
    private Variable? _variance;

    /// <summary>Computes means and variances of data, before the layer is called or again.</summary>
    /// <param name="data">The samples, as the layer gets them.</param>
    /// <exception cref="ShapeException">The layer has been built for another number of features.</exception>
    public void Adapt(Tensor data)
    {
        ArgumentNullException.ThrowIfNull(data);
        var numbers = data.Cast(ElementType.Float);
        var features = Features(data.Shape);
        var (sums, squares) = (new double[features], new double[features]);
        var elements = numbers.Span<float>();
        for (var i = 0; i < elements.Length; i++) sums[i % features] += elements[i];
        var count = Math.Max(elements.Length / features, 1);
        for (var i = 0; i < elements.Length; i++) squares[i % features] += Math.Pow(elements[i] - (sums[i % features] / count), 2);
        _means = Array.ConvertAll(sums, s => (float)(s / count));
        _variances = Array.ConvertAll(squares, s => (float)(s / count));
        if (_mean is null) return;
        if (_mean.Type.Shape.ElementCount != features)
            throw new ShapeException($"the layer has {_mean.Type.Shape.ElementCount} features; the data, {data.Type}, have {features}.");
        _means.CopyTo(_mean.Value.Span<float>());
        _variances.CopyTo(_variance!.Value.Span<float>());
    }

    /// <summary>Bytes count as 0 to 255, as <see cref="Adapt"/> takes them.</summary>
    protected override bool TakesIntegers => true;

    /// <inheritdoc/>
    protected override void Build(IReadOnlyList<TensorType> inputs)
    {
        if (_means is null || _variances is null)
            throw new ShapeException("it must know a mean and a variance; give both, or call Adapt with the training data.");
        var features = Features(inputs[0].Shape);
        if (_means.Length != features || _variances.Length != features)
            throw new ShapeException(
                $"there must be a mean and a variance for each of {features} features; there are {_means.Length} and {_variances.Length}.");
        _mean = AddVariable("mean", Shape.Of(features), new Given(_means), isTrainable: false);
        _variance = AddVariable("variance", Shape.Of(features), new Given(_variances), isTrainable: false);
    }

    /// <inheritdoc/>
    protected override Tensor Call(Tensor input, CallContext context)
    {
        var deviation = Tensor.Max(_variance!.Read().Sqrt(), Least);
        var numbers = input.Cast(ElementType.Float);
        return invert ? (numbers * deviation) + _mean! : (numbers - _mean!) / deviation;
    }

    private int Features(Shape shape)
    {
        if (axis is null) return 1;
        if (shape.Rank > 0 && (axis == -1 || axis == shape.Rank - 1)) return shape[-1].Size;
        throw new ShapeException($"means are of the last axis, or one of all; axis {axis} of {shape} is neither. Permute the data.");
    }

    private sealed class Given(float[] numbers) : Initializer
    {
        protected override void Fill(Span<float> elements, Shape shape, Fans fans, uint seed, uint stream) => numbers.CopyTo(elements);
    }
}
