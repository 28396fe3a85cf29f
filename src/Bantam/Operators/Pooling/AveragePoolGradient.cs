using Bantam.Operators.Convolution;
using Bantam.Tensors;

namespace Bantam.Operators.Pooling;

/// <summary>
/// The gradient of <see cref="AveragePool"/>: each element of a window gets its share. Internal: it is never saved. Input: the
/// gradient of the pooled image.
/// </summary>
/// <param name="Pool">The pooling.</param>
/// <param name="Size">The spatial sizes of the image.</param>
public sealed record AveragePoolGradient(AveragePool Pool, Ints Size) : Operator, IInternalOperator, IPool
{
    PoolAttributes IPool.Attributes => Pool.Attributes;

    /// <inheritdoc/>
    public override TensorType[] Infer(OperatorInputs inputs)
    {
        var (shape, layout) = (inputs.Shape(0), Pool.Attributes.Layout);
        var image = inputs[0] with { Shape = layout.Image(shape[0], shape[layout.Channels], Size.Select(s => (Dimension)s)) };
        Pool.Attributes.CheckPooled(image, shape);
        return [image];
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
        var share = Pool.Shares(outputs[0].Shape);
        var scaled = new double[gradient.Count];
        gradient.ForEach((indices, offset) => scaled[offset] = gradient.Elements[offset] * share(indices));
        var result = new NdArray(outputs[0]);
        Pool.Attributes.ForEach(result.Sizes, gradient.Sizes, (to, from) => result.Elements[from] += scaled[to]);
        return [result];
    }
}
