using Bantam.Operators.Convolution;
using Bantam.Tensors;

namespace Bantam.Operators.Pooling;

/// <summary>
/// The gradient of <see cref="AveragePool"/>: each element of a window gets its share. Internal: it is never saved. Input: the
/// gradient of the pooled image.
/// </summary>
/// <param name="Pool">The pooling.</param>
/// <param name="Size">Height and width of the image.</param>
public sealed record AveragePoolGradient(AveragePool Pool, Ints Size) : Operator, IInternalOperator, IPool
{
    PoolAttributes IPool.Attributes => Pool.Attributes;

    /// <inheritdoc/>
    public override TensorType[] Infer(OperatorInputs inputs)
    {
        var (shape, (n, c, _, _)) = (inputs.Shape(0), Pool.Attributes.Axes);
        return [inputs[0] with { Shape = Pool.Attributes.ChannelsLast ? new Shape(shape[n], Size[0], Size[1], shape[c]) : new Shape(shape[n], shape[c], Size[0], Size[1]) }];
    }

    /// <inheritdoc/>
    public override AxisMap Axes(OperatorInputs inputs) => Pool.Attributes.AxesOf([inputs.Shape(0)], Infer(inputs)[0].Shape);

    /// <summary>Computes channels last.</summary>
    public override LaidOut[]? WithAxes(IReadOnlyList<LaidOut?> inputs) => Pool.Attributes.ChannelsLast ? null
        : [ChannelsLastOrder.Image(ChannelsLastPooling.AverageGradient(this, ChannelsLastOrder.Image(inputs[0])))];

    /// <inheritdoc/>
    public override NdArray[] Reference(IReadOnlyList<NdArray?> inputs, IReadOnlyList<TensorType> outputs)
    {
        var gradient = inputs[0]!;
        var scales = Pool.Scales(outputs[0].Shape);
        var scaled = new double[gradient.Count];
        gradient.ForEach((indices, offset) => scaled[offset] = gradient.Elements[offset] * scales[indices[Pool.Attributes.Axes.H], indices[Pool.Attributes.Axes.W]]);
        var result = new NdArray(outputs[0]);
        Pool.Attributes.ForEach(result.Sizes, gradient.Sizes, (to, from) => result.Elements[from] += scaled[to]);
        return [result];
    }
}
